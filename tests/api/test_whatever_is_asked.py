"""Whatever a program asks, right or wrong, is answered as the description says, and never by a failure."""

from urllib.parse import urlencode

import pytest
import requests
import schemathesis
from django.test import Client
from hypothesis import HealthCheck, settings

from allervers.domain.organisations.roles import Role
from tests import factories
from tests.api.test_figures import token_of


@pytest.fixture
def tokens(db):
    return [token_of(factories.account(role)) for role in (Role.MANAGER, Role.NATIONAL_ANALYST)]


@pytest.fixture
def description(static_files, db):
    return schemathesis.openapi.from_dict(Client().get("/api/schema/").json())


schema = schemathesis.pytest.from_fixture("description")


@schema.parametrize()
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_answer_is_the_one_described(case, tokens):
    for token in tokens:
        case.validate_response(answer(case, {"Authorization": f"Bearer {token}"}))


def answer(case, headers) -> requests.Response:
    """What our server says, as `requests` would have it: the request runs inside the test's transaction."""
    given = case.as_transport_kwargs(base_url="http://testserver")
    said = Client().generic(
        given["method"],
        case.formatted_path,
        QUERY_STRING=urlencode(given.get("params") or {}, doseq=True),
        headers=headers,
    )
    response = requests.Response()
    response.status_code, response._content = said.status_code, said.content
    response.headers.update(said.headers)
    response.request = requests.Request(given["method"], given["url"], headers=headers).prepare()
    return response
