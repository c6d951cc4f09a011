"""One's own tokens: shown once when made, listed without their text, revoked for good."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.models import AccessToken
from allervers.domain.organisations.roles import Role
from allervers.domain.organisations.tokens import MOST_AT_ONCE
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(client):
    account = factories.account(Role.MANAGER)
    client.force_login(account)
    return account


def own(client) -> str:
    return client.get(reverse("tokens:own")).content.decode()


def make(client, **changes):
    return client.post(reverse("tokens:own"), {"purpose": "Tableau de bord", "months": "3"} | changes)


def text_in(response) -> str:
    return re.search(r"allervers_[\w-]{43}", response.content.decode()).group()


def read(client, text) -> int:
    asked = {"year": timezone.localdate().year}
    return client.get("/api/v1/figures", asked, headers={"Authorization": f"Bearer {text}"}).status_code


def test_a_token_is_shown_once_and_opens_the_api(client, manager):
    assert "pas encore de jeton" in own(client)
    text = text_in(make(client))
    assert "Tableau de bord" in own(client)
    assert text not in own(client)
    assert read(client, text) == 200


def test_a_revoked_token_stays_in_the_list_and_opens_nothing(client, manager):
    text = text_in(make(client))
    revoke = re.search(r'action="(/acces-programme/[^"]+/revoquer/)"', own(client)).group(1)
    assert "Révoqué le" in client.post(revoke, follow=True).content.decode()
    assert read(client, text) == 401


@pytest.mark.parametrize(("days", "state"), [(0, "Valable jusqu’au"), (1, "Expiré, valait jusqu’au")])
def test_a_token_is_good_for_its_last_day(client, manager, days, state):
    make(client)
    last = timezone.localdate() - timedelta(days=days)
    with acting_as(manager, "test"):
        assert AccessToken.objects.update(expires_on=last) == 1
    assert state in own(client)


@pytest.mark.parametrize("changes", [{"purpose": ""}, {"months": "2"}, {"months": "120"}, {"purpose": "x" * 101}])
def test_what_is_missing_is_said_next_to_it(client, manager, changes):
    assert list(make(client, **changes).context["form"].errors) == list(changes)


def test_too_many_tokens_at_once_are_refused(client, manager):
    for _ in range(MOST_AT_ONCE):
        make(client)
    assert "Révoquez celui qui ne sert plus" in make(client).content.decode()
