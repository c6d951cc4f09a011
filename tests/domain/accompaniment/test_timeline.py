"""One order for everything, told with a fixed number of queries."""

import datetime
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from allervers.domain.accompaniment import workflow
from allervers.domain.accompaniment.models import Action, Contact, RightsCheck
from allervers.domain.accompaniment.timeline import Kind, at_end
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.roles import Role
from allervers.domain.pieces import PersonFile
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def adviser():
    return factories.account(Role.ADVISER)


def told(person):
    pieces = PersonFile(person)
    return pieces.entries(pieces.names())


def titles(person):
    return [entry.title for entry in told(person)]


def test_the_latest_comes_first_and_a_day_without_an_hour_after_the_hours_of_that_day(adviser):
    noon = timezone.localtime().replace(hour=12, minute=0)
    file = factories.accompaniment(adviser, received_at=noon - timedelta(days=3))
    with acting_as(adviser, "test"):
        for days, result in ((2, "no_answer"), (1, "reached")):
            at = noon - timedelta(days=days)
            Contact.objects.create(fund=file.fund, referral=file.referral, channel="phone", result=result, at=at)
        action = Action.objects.create(
            fund=file.fund,
            accompaniment=file,
            theme="rights",
            label="Demande de C2S",
            status="done",
            done_on=timezone.localdate() - timedelta(days=1),
        )
        Action.objects.filter(pk=action.pk).update(created_at=noon - timedelta(days=2, hours=-1))
        assert titles(file.person) == [
            "Accompagnement ouvert",
            "Fait : Demande de C2S",
            "Téléphone : la personne a été jointe",
            "Prévu : Demande de C2S",
            "Téléphone : pas de réponse",
            "Saisine reçue : Accueil",
        ]


def test_an_opening_and_a_closure_are_told_without_an_audit_trail(adviser):
    officer = factories.account(Role.HANDLING_BODY_OFFICER)
    file = factories.accompaniment(adviser)
    with acting_as(adviser, "test"):
        workflow.hand_over(file, body=officer.organisation, why="essai")
        workflow.close(file, reason="partial_success", outcomes=["gp_found"], note="Suite ailleurs.")
    with acting_as(officer, "test"):
        last, *_ = told(file.person)
        assert last.kind == Kind.FILE
        assert last.title == "Accompagnement clos : Abandon ou interruption avec succès partiel"
        assert "Médecin traitant trouvé" in last.body
        assert "Suite ailleurs." in last.body


def test_a_check_of_a_right_is_told_with_its_result(adviser):
    file = factories.accompaniment(adviser)
    with acting_as(adviser, "test"):
        check = RightsCheck.objects.create(
            fund=file.fund,
            accompaniment=file,
            right="c2s",
            on=datetime.date(2026, 5, 4),
            situation={},
            answer={"status_text": "C2S avec participation", "monthly_contribution": 21.5},
            status="contribution",
            law_version="1",
        )
        entry = next(entry for entry in told(file.person) if entry.kind == Kind.CHECK)
    assert entry.title == "Vérification C2S : C2S avec participation"
    assert "21,50 € par mois" in entry.body
    assert entry.about == check.pk


def test_what_is_unknown_at_the_end_is_not_told(adviser):
    file = factories.accompaniment(adviser)
    assert at_end(file) == []
    file.gp_declared_at_end, file.ald_exemption_at_end, file.c2s_at_end = False, True, "free"
    assert at_end(file) == ["pas de médecin traitant déclaré", "C2S gratuite", "exonération ALD"]


def test_the_number_of_queries_does_not_grow_with_the_history(adviser):
    first = factories.accompaniment(adviser)

    def write(file, how_many):
        for number in range(how_many):
            Contact.objects.create(
                fund=file.fund, referral=file.referral, channel="phone", result="reached", author=adviser
            )
            Action.objects.create(fund=file.fund, accompaniment=file, theme="rights", label=str(number), author=adviser)

    def queries():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert told(first.person)
        return len(captured)

    with acting_as(adviser, "test"):
        write(first, 1)
        small = queries()
    second = factories.accompaniment(adviser, known=first.person)
    with acting_as(adviser, "test"):
        write(first, 20)
        write(second, 20)
        assert queries() == small == 23


def test_the_changes_say_who_what_and_why(adviser):
    file = factories.accompaniment(adviser)
    with acting_as(adviser, "adresse donnée au téléphone"):
        person = file.person
        person.phone, person.birth_date = "06 39 98 00 00", datetime.date(1984, 3, 13)
        person.save()
    with acting_as(adviser, "test"):
        # The test is one transaction, hence one moment: the order cannot be read from it.
        corrected = [change for change in PersonFile(person).changes() if change.fields]
    assert [(change.user_id, change.what, change.why) for change in corrected] == [
        (adviser.pk, "Personne", "adresse donnée au téléphone")
    ]
    assert set(corrected[0].fields) == {"téléphone", "date de naissance"}
