"""Whatever a program asks, right or wrong, is answered as the description says, and never by a failure."""

import json
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

from allervers.domain.organisations.models import Organisation
from allervers.domain.organisations.roles import Role
from tests import factories
from tests.api.test_figures import token_of
from tests.api.test_rights_files import Program, ame

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


OPERATIONS = [
    ("/api/v1/figures", "GET"),
    ("/api/v1/messages/reports", "POST"),
    ("/api/v1/referrals", "POST"),
    ("/api/v1/referrals/{referral_id}", "GET"),
    ("/api/v1/rights-files", "GET"),
    ("/api/v1/rights-files", "POST"),
    ("/api/v1/rights-files/{file_id}", "GET"),
    ("/api/v1/rights-files/{file_id}/acknowledgement", "GET"),
    ("/api/v1/rights-files/{file_id}/documents/{document_id}", "PUT"),
    ("/api/v1/rights-files/{file_id}/transitions", "POST"),
]


@pytest.fixture(scope="module")
def description(django_db_setup):
    return schemathesis.openapi.from_dict(Client().get("/api/schema/").json())


def test_every_address_of_the_description_is_asked(description):
    assert {(path, method.upper()) for path in description.raw_schema["paths"] for method in
            description.raw_schema["paths"][path]} == set(OPERATIONS)  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_the_answer_is_the_one_described(static_files, description, path, method):
    hospital = factories.organisation(Organisation.Kind.PARTNER, category="hospital")
    accounts = [
        factories.account(Role.PARTNER, at=hospital),
        factories.account(Role.RIGHTS_OFFICER, at=hospital.local_fund),
        factories.account(Role.MANAGER, at=hospital.local_fund),
        factories.account(Role.NATIONAL_ANALYST),
    ]
    tokens = [token_of(account) for account in accounts]
    file = Program(Client(), accounts[0]).post("/api/v1/rights-files", ame(hospital.local_fund)).json()

    @given(case=description[path][method].as_strategy())
    @settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
    def asked(case):
        if "file_id" in (case.path_parameters or {}) and len(str(case.path_parameters["file_id"])) % 2 == 0:
            case.path_parameters["file_id"] = file["id"]
        for token in tokens:
            said = answer(case, {"Authorization": f"Bearer {token}"})
            # 503 is said of figures that are being prepared, and described: no failure.
            case.validate_response(said, checks=CHECKS[1:] if said.status_code == 503 else CHECKS)

    asked()


def answer(case, headers) -> Response:
    """What our server says; the request runs inside the test's transaction."""
    sent = case.as_transport_kwargs(base_url="http://testserver")
    body = sent.get("data") or json.dumps(sent["json"]).encode() if "json" in sent else sent.get("data", b"")
    said = Client().generic(
        sent["method"],
        case.formatted_path,
        body if isinstance(body, (bytes, str)) else b"",
        content_type=case.media_type or "application/json",
        QUERY_STRING=urlencode(sent.get("params") or {}, doseq=True),
        headers=headers,
    )
    return Response(
        status_code=said.status_code,
        headers={name.lower(): [value] for name, value in said.items()},
        content=b"".join(said.streaming_content) if said.streaming else said.content,
        request=requests.Request(sent["method"], sent["url"], headers=headers).prepare(),
        elapsed=0.0,
        verify=False,
    )
