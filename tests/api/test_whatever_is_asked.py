"""Whatever a program asks, right or wrong, is answered as the description says, and never by a failure."""

from urllib.parse import urlencode

import pytest
import requests
import schemathesis
from django.test import Client
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.transport import Response
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from allervers.domain.organisations.roles import Role
from tests import factories
from tests.api.test_figures import token_of

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@pytest.mark.django_db
def test_the_answer_is_the_one_described(static_files):
    description = schemathesis.openapi.from_dict(Client().get("/api/schema/").json())
    tokens = [token_of(factories.account(role)) for role in (Role.MANAGER, Role.NATIONAL_ANALYST)]

    @given(case=description["/api/v1/figures"]["GET"].as_strategy())
    @settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
    def asked(case):
        for token in tokens:
            said = answer(case, {"Authorization": f"Bearer {token}"})
            case.validate_response(said, checks=CHECKS)

    asked()


def answer(case, headers) -> Response:
    """What our server says; the request runs inside the test's transaction."""
    sent = case.as_transport_kwargs(base_url="http://testserver")
    said = Client().generic(
        sent["method"],
        case.formatted_path,
        QUERY_STRING=urlencode(sent.get("params") or {}, doseq=True),
        headers=headers,
    )
    return Response(
        status_code=said.status_code,
        headers={name.lower(): [value] for name, value in said.items()},
        content=said.content,
        request=requests.Request(sent["method"], sent["url"], headers=headers).prepare(),
        elapsed=0.0,
        verify=False,
    )
