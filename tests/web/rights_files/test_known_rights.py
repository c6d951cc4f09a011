"""A base right that was open before there was a file is looked at again, from the page of its person."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from allervers.domain.coverage import beliefs
from allervers.domain.coverage import workflow as coverage
from allervers.domain.coverage.models import CoveragePeriod
from allervers.domain.figures.facts.decision import DecisionFact
from allervers.domain.figures.facts.rights_file import RightsFileFact
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.roles import Role
from allervers.domain.rights_files import appeals, controls, correcting, sending
from allervers.domain.rights_files.models import Control, Letter, RightsFile
from allervers.domain.rights_files.workflow import Refused
from tests import factories
from tests.rights_files import asked

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
SINCE = TODAY - datetime.timedelta(days=400)
LOOK = {"origin": "fund", "condition": "residence", "asked": "Habitez-vous en France ?", "codes": ["puma_identity"]}


@pytest.fixture
def officer(client):
    account = factories.account(Role.RIGHTS_OFFICER)
    client.force_login(account)
    return account


def person_of(officer, last=None, **fields):
    """Somebody of the fund who has base rights, as a source said a hundred days ago."""
    known = {"birth_date": datetime.date(1990, 5, 4), "postal_address": "12 rue des Lilas\n75011 PARIS"} | fields
    person = factories.person(officer.organisation, **known)
    said = beliefs.Statement(TODAY - datetime.timedelta(days=100), SINCE, last or beliefs.FOR_EVER)
    with acting_as(officer, "test"):
        coverage.learn(person.fund_id, [coverage.Stated(person.pk, "puma", said)])
    return person


def text(response):
    return response.content.decode()


def begin(client, person):
    """The address of the form, and what it sends."""
    form = client.get(reverse("rights_files:control-right", args=[person.pk]), follow=True)
    hidden = {field.name: field.value() for field in form.context["form"].hidden_fields()}
    return form.wsgi_request.get_full_path(), hidden | LOOK


def test_the_right_is_taken_up_and_controlled_at_once_and_sent_twice_it_is_one_file(client, officer):
    person = person_of(officer)
    shown = text(client.get(reverse("casework:person", args=[person.pk])))
    assert reverse("rights_files:control-right", args=[person.pk]) in shown
    address, given = begin(client, person)
    assert "Cochez au moins un document" in text(client.post(address, given | {"codes": []}))
    assert "Le courrier est écrit" in text(client.post(address, given, follow=True))
    client.post(address, given)
    with acting_as(officer, "test"):
        file, control = RightsFile.objects.get(), Control.objects.get()
        assert (file.person, file.status, control.decision.starts_on) == (person, "decided", SINCE)
        assert [letter.kind for letter in Letter.objects.all()] == ["control"]
        # Nothing was asked for and nothing decided: no figure counts it, nobody contests or corrects it.
        assert not RightsFileFact.objects.exists()
        assert not DecisionFact.objects.exists()
        assert appeals.contestable(file) == []
        with pytest.raises(Refused, match="ouvert avant ce dossier"):
            correcting.correct(control.decision, correcting.Correction("refused"), asked(officer, "Non."))
    again = client.get(reverse("rights_files:control-right", args=[person.pk]), follow=True)
    assert f"Dossier {file.reference}" in text(again)


def test_closed_it_ends_on_the_day_that_is_established_and_an_appeal_opens_it_again(client, officer):
    person = person_of(officer)
    client.post(*begin(client, person))
    left = TODAY - datetime.timedelta(days=20)
    with acting_as(officer, "test"):
        control, letter = Control.objects.get(), Letter.objects.get()
        sending.handed_to_the_person(letter, author=officer, today=TODAY - datetime.timedelta(days=40))
        controls.close(control, controls.Closing(TODAY, established_on=left), asked(officer, "Parti."))
        assert days(person) == [(SINCE, left + beliefs.ONE_DAY)]
        (act,) = appeals.contestable(control.file)
        appeal = appeals.lodge(control.file, act.key, "Je suis revenu.", asked(officer))
        appeals.answer(appeal, "upheld", asked(officer, "Elle habite ici."))
        assert days(person) == [(SINCE, None)]


def days(person):
    periods = CoveragePeriod.objects.filter(person=person, right="puma", believed__endswith=None)
    return sorted((period.validity.lower, period.validity.upper) for period in periods)


@pytest.mark.parametrize(
    ("last", "birth_date", "said"),
    [(TODAY - datetime.timedelta(days=1), "1990-05-04", "Aucun droit de base"), (None, None, "date de naissance")],
)
def test_what_cannot_be_controlled_says_why(client, officer, last, birth_date, said):
    person = person_of(officer, last, birth_date=birth_date)
    response = client.get(reverse("rights_files:control-right", args=[person.pk]), follow=True)
    assert said in text(response)
    with acting_as(officer, "test"):
        assert not RightsFile.objects.exists()


def test_another_fund_finds_nobody(client, officer):
    person = person_of(factories.account(Role.RIGHTS_OFFICER))
    assert client.get(reverse("rights_files:control-right", args=[person.pk])).status_code == 404
