"""The adviser checks the C2S question by question, with the pages of the public simulator."""

import datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone

from allervers.domain.accompaniment.models import RightsCheck
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.roles import Role
from allervers.domain.privacy import journal
from allervers.domain.privacy.models import Reading
from allervers.web.simulator.interview import PARAMETER
from allervers.web.simulator.seal import seal, unseal
from tests import factories
from tests.web.simulator.walking import NOT_KNOWN, Simulation, story

pytestmark = pytest.mark.django_db
ALONE = {
    "household": {"couple": "alone", "children": "0", "others": "0"},
    "birth_date": {"value": "1984-03-12"},
    "benefits": {},
    "statuses": {},
    "department": {"value": "81"},
    "housing": {"value": "tenant"},
    "housing_benefit": {"value": "200"},
    "resources": {"value": ["wage"]},
    "wage": {"mode": "same", "amount": "812,40"},
}


@pytest.fixture
def adviser(client):
    adviser = factories.account(Role.ADVISER)
    client.force_login(adviser)
    return adviser


@pytest.fixture
def file(adviser):
    return factories.accompaniment(adviser)


def address(file) -> str:
    return reverse("casework:c2s-questions", args=[file.pk])


def checks(adviser) -> list[RightsCheck]:
    with acting_as(adviser, "test"):
        return list(RightsCheck.objects.all())


def test_the_answer_is_written_when_the_adviser_says_so_and_only_once(client, adviser, file):
    asked = Simulation(client, address=address(file))
    asked.go_through(story(**ALONE))
    assert "Vous avez droit à la Complémentaire santé solidaire" in asked.screen.text
    assert "Les documents à préparer" in asked.screen.text
    assert checks(adviser) == []
    last = asked.address
    asked.press("record")
    assert "La vérification est enregistrée dans le dossier." in asked.screen.text
    asked.open(last)
    assert "Cette vérification est déjà enregistrée." in asked.screen.text
    (check,) = checks(adviser)
    assert (check.right, check.on, check.author) == ("c2s", timezone.localdate(), adviser)
    assert check.status in ("free", "contribution")


def test_only_what_the_c2s_needs_is_asked(client, adviser, file):
    asked = Simulation(client, address=address(file))
    asked.go_through(story(**ALONE))
    assert not [name for name in asked.asked if name.endswith((".nationality", ".stay", ".residence_since"))]
    assert len(asked.pages) <= 6


def test_an_answer_that_does_not_decide_is_not_written(client, adviser, file):
    asked = Simulation(client, address=address(file))
    asked.go_through(story(**ALONE | {"wage": NOT_KNOWN}))
    assert "Cette réponse ne s’enregistre pas" in asked.screen.text
    assert "record" not in asked.screen.buttons
    assert "edit:me.resources.wage" in asked.screen.buttons
    asked.press("record")
    assert "On ne peut pas encore répondre. Rien n’est enregistré." in asked.screen.text
    assert checks(adviser) == []


def test_nothing_answered_at_all_is_not_written(client, adviser, file):
    asked = Simulation(client, address=address(file))
    asked.press("result")
    asked.press("record")
    assert checks(adviser) == []


def test_the_household_of_the_last_check_is_not_asked_again(client, adviser, file):
    family = ALONE | {
        "household": {"couple": "alone", "children": "1", "others": "0"},
        "child1.birth_date": {"value": "2018-02-03"},
        "family_benefits": {},
    }
    asked = Simulation(client, address=address(file))
    asked.go_through(story(**family))
    asked.press("record")
    again = Simulation(client, address=address(file))
    again.go_through(story(**family))
    assert not {"household", "me.birth_date", "me.resources", "me.resources.wage"} & set(again.asked)
    assert "3 février 2018" in again.screen.text
    again.press("record")
    first, second = checks(adviser)
    assert first.status == second.status


def test_the_address_of_one_file_opens_in_no_other(client, adviser, file):
    asked = Simulation(client, address=address(file))
    asked.answer(**ALONE["household"])
    query = urlsplit(asked.address).query
    response = client.get(f"{address(factories.accompaniment(adviser))}?{query}")
    assert response.status_code == 400
    assert "vient d’un autre dossier" in response.content.decode()
    assert client.get(f"/simulateur/question/?{PARAMETER}={parse_qs(query)[PARAMETER][0]}").status_code == 400


@pytest.mark.parametrize("method", ["get", "post"])
def test_answers_that_are_too_old_begin_again(client, adviser, file, method):
    asked = Simulation(client, address=address(file))
    query = parse_qs(urlsplit(asked.address).query)
    kept = unseal(query[PARAMETER][0], timezone.localdate(), str(file.pk))
    kept.day -= datetime.timedelta(days=8)
    later = f"{address(file)}?formulaire={query['formulaire'][0]}&{PARAMETER}={seal(kept)}"
    response = getattr(client, method)(later)
    assert response.status_code == 410
    assert "Reprendre les questions au début" in response.content.decode()


def test_each_page_that_shows_the_household_is_in_the_journal_of_reads(client, adviser, file):
    Simulation(client, address=address(file))
    with acting_as(adviser, "test"):
        assert Reading.objects.filter(person_id=file.person_id, what=journal.CHECK).count() == 1


def test_somebody_who_does_not_accompany_is_refused(client, file):
    client.force_login(factories.account(Role.ADVISER))
    assert client.get(address(file), follow=True).status_code == 404
