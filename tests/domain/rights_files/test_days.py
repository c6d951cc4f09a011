"""What the days do by themselves, each thing once."""

import datetime
import json
from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.roles import Role
from allervers.domain.rights_files import deciding, examining
from allervers.domain.rights_files.deadlines import run, run_for
from allervers.domain.rights_files.models import Decision, Letter, RightsFile
from tests import factories
from tests.rights_files import asked, deposit, situation, supply, with_contribution

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
NOTHING = {
    *("documents_reminded", "closed_without_follow_up", "portability_presumed", "renewals_opened", "rights_ended"),
    "letters",
}


@pytest.fixture
def officer():
    return factories.account(Role.RIGHTS_OFFICER)


def done(officer, day):
    """What that day did in the fund of this account, without what it did not."""
    return {name: count for name, count in run_for(officer.organisation, day).to_json().items() if count}


def status(officer, file):
    with acting_as(officer, "test"):
        return RightsFile.objects.get(pk=file.pk).status


def letters(officer, file):
    with acting_as(officer, "test"):
        return Counter(Letter.objects.filter(file=file).values_list("kind", flat=True))


def ask(officer, file, *codes):
    with acting_as(officer, "test"):
        return examining.ask_papers(file, list(codes), asked(officer))


@pytest.mark.parametrize("days", [29, 30, 31])
def test_papers_are_reminded_once_on_the_day_they_were_awaited(officer, days):
    file = deposit(officer)
    request = ask(officer, file, "ame_identity")
    day = request.asked_on + days * DAY
    assert done(officer, day) == ({} if days < 30 else {"documents_reminded": 1, "letters": 1})
    assert done(officer, day) == {}
    assert letters(officer, file)["papers_reminder"] == (days >= 30)


@pytest.mark.parametrize("days", [59, 60, 61])
def test_a_request_for_the_ame_without_its_papers_is_closed_on_the_sixtieth_day(officer, days):
    file = deposit(officer)
    request = ask(officer, file, "ame_identity")
    run_for(officer.organisation, request.asked_on + 31 * DAY)
    assert done(officer, request.asked_on + days * DAY) == (
        {} if days < 60 else {"closed_without_follow_up": 1, "letters": 1}
    )
    assert status(officer, file) == ("documents_requested" if days < 60 else "closed_without_follow_up")


def test_a_request_for_the_c2s_is_never_closed_for_a_missing_paper(officer):
    file = deposit(officer, "c2s")
    request = ask(officer, file, "c2s_rsa_form")
    assert request.closes_on is None
    assert done(officer, request.asked_on + 400 * DAY) == {"documents_reminded": 1, "letters": 1}
    assert status(officer, file) == "documents_requested"


def test_papers_that_came_are_not_reminded(officer):
    file = deposit(officer)
    request = ask(officer, file, "ame_identity")
    supply(officer, file, "ame_identity", "p1")
    assert done(officer, request.asked_on + 70 * DAY) == {}


@pytest.mark.parametrize("days", [29, 30, 31])
def test_the_silence_of_another_state_lasts_thirty_days(officer, days):
    file = deposit(officer, "eu_inactive")
    with acting_as(officer, "test"):
        examining.examine(file, asked(officer))
    assert status(officer, file) == "awaiting_portability"
    assert done(officer, timezone.localdate() + days * DAY) == ({} if days < 30 else {"portability_presumed": 1})
    assert status(officer, file) == ("awaiting_portability" if days < 30 else "under_examination")


def test_a_right_that_ends_opens_its_renewal_then_is_noted(officer):
    file = deposit(officer, "c2s")
    with acting_as(officer, "test"):
        decision = deciding.decide(file, "accepted", asked(officer, "Le foyer reçoit le RSA."))
        decision.refresh_from_db()
    end = decision.ends_on
    assert done(officer, end - 150 * DAY) == {}
    assert done(officer, end - 100 * DAY) == {"renewals_opened": 1, "letters": 1}
    assert done(officer, end) == {}
    assert done(officer, end + DAY) == {"rights_ended": 1}
    assert done(officer, end + DAY) == {}


def renewal_letter(officer, told):
    file = deposit(officer, "c2s", told=told)
    with acting_as(officer, "test"):
        decision = deciding.decide(file, "accepted", asked(officer, "Motif."))
        if decision.c2s_class == "contribution":
            supply(officer, file, "c2s_adhesion")
            supply(officer, file, "c2s_payment")
        decision.refresh_from_db()
        run_for(officer.organisation, decision.ends_on - 30 * DAY)
        return json.dumps(Letter.objects.get(kind="renewal").content, ensure_ascii=False)


def test_who_is_renewed_without_a_request_is_not_told_to_make_one(officer):
    assert "sans demande" in renewal_letter(officer, situation("c2s", timezone.localdate()))


def test_who_must_ask_again_is_told_so(officer):
    assert "nouvelle demande" in renewal_letter(officer, with_contribution(timezone.localdate()))


def test_a_right_that_was_renewed_already_neither_reminds_nor_ends(officer):
    first = deposit(officer, "ame")
    with acting_as(officer, "test"):
        decision = deciding.decide(first, "accepted", asked(officer, "Complet."))
        decision.refresh_from_db()
        second = deposit(officer, "ame", told=situation("ame", timezone.localdate()))
        person = RightsFile.objects.get(pk=first.pk).person
        RightsFile.objects.filter(pk=second.pk).update(person=person, received_on=decision.ends_on + DAY)
        later = Decision.objects.create(
            fund=officer.organisation,
            file=second,
            number=1,
            outcome="accepted",
            on=decision.on,
            starts_on=decision.ends_on + DAY,
            ends_on=decision.ends_on + 365 * DAY,
            reason="Complet.",
            situation={},
            law_version="test",
        )
    assert done(officer, decision.ends_on + DAY) == {}
    assert done(officer, later.ends_on + DAY) == {"rights_ended": 1}


@pytest.mark.parametrize("kind", ["papers_reminder", "renewal"])
def test_a_night_asks_the_database_as_often_for_one_file_as_for_many(officer, kind):
    asked_of = []
    for count in (1, 3):
        day = _due(officer, kind, count)
        with CaptureQueriesContext(connection) as queries:
            assert run_for(officer.organisation, day).letters == count
        asked_of.append(len(queries))
    assert asked_of[0] == asked_of[1]


def _due(officer, kind, count):
    """So many files of which something is due, and the day."""
    for _ in range(count):
        file = deposit(officer, "ame" if kind == "papers_reminder" else "c2s")
        if kind == "papers_reminder":
            day = ask(officer, file, "ame_identity").asked_on + 30 * DAY
            continue
        with acting_as(officer, "test"):
            decision = deciding.decide(file, "accepted", asked(officer, "Le foyer reçoit le RSA."))
            day = decision.ends_on - 100 * DAY
    return day


def test_nothing_is_due_where_nothing_was_deposited(officer):
    assert run(timezone.localdate()).to_json() == dict.fromkeys(NOTHING, 0)
