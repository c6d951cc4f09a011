"""Rights files, their documents and decisions, as they are counted."""

import datetime

import pytest
from django.db import connection
from django.utils import timezone

from allervers.domain.figures import centres, editions
from allervers.domain.figures.indicators import CATALOGUE
from allervers.domain.figures.periods import year
from allervers.domain.figures.queries import values
from allervers.domain.organisations.context import acting_as, seeing_nation
from allervers.domain.organisations.models import Organisation
from allervers.domain.organisations.roles import Role
from allervers.domain.rights_files import deciding, examining, papers, replaying, supplying, workflow
from allervers.domain.rights_files.models import Decision, Handling, PapersRequest, SuppliedPaper
from tests import factories
from tests.domain.figures.masking import masks_of
from tests.prepared import prepare
from tests.rights_files import asked, deposit, supply, supply_all

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
PERIOD = year(TODAY.year).until(TODAY)


@pytest.fixture
def officer():
    return factories.account(Role.RIGHTS_OFFICER)


def counted(officer):
    with acting_as(officer, "test"):
        return values(PERIOD, officer.organisation_id)


def decide(officer, file, outcome="accepted"):
    with acting_as(officer, "test"):
        return deciding.decide(file, outcome, asked(officer, "Motif."))


def test_files_are_counted_by_how_they_came_and_what_became_of_them(officer):
    whole = deposit(officer, "c2s", channel="post")
    supply_all(officer, whole)
    decide(officer, whole)
    returned = deposit(officer, "ame", TODAY - datetime.timedelta(days=10))
    with acting_as(officer, "test"):
        examining.ask_papers(returned, ["ame_identity"], asked(officer))
    decide(officer, deposit(officer, "ame", TODAY - datetime.timedelta(days=4)), "refused")
    with acting_as(officer, "test"):
        workflow.withdraw(deposit(officer, "puma"), asked(officer))

    found = counted(officer)
    assert found["rights_files_received"] == 4
    by_right = {code: number for code, number in found["rights_files_by_right"].items() if number}
    assert by_right == {"c2s": 1, "ame": 2, "puma": 1}
    assert {code: number for code, number in found["rights_files_by_channel"].items() if number} == {
        "post": 1,
        "desk": 3,
    }
    assert (found["rights_files_complete_share"], found["rights_files_returned_share"]) == (0.25, 0.25)
    assert (found["rights_files_opposable_share"], found["rights_files_opposable_returned"]) == (0.25, 0)
    assert found["rights_files_by_outcome"] == {
        "accepted": 1,
        "refused": 1,
        "closed_without_follow_up": 0,
        "withdrawn": 1,
    }
    assert found["rights_files_accepted_share_by_right"]["c2s"] == 1
    assert found["rights_files_accepted_share_by_right"]["ame"] == 0
    assert found["rights_files_accepted_share_by_right"]["departure"] is None
    assert found["rights_files_mean_days"] == 1.3
    assert found["rights_files_mean_days_by_right"]["ame"] == 4


def test_another_fund_counts_nothing_of_them(officer):
    deposit(officer)
    assert counted(factories.account(Role.RIGHTS_OFFICER))["rights_files_received"] == 0


def test_a_paper_that_comes_the_day_after_does_not_make_a_deposit_complete(officer):
    file = deposit(officer, "c2s")
    supply_all(officer, file)
    assert counted(officer)["rights_files_complete_share"] == 1
    with acting_as(officer, "test"):
        file.refresh_from_db()
        file.complete_since = TODAY + datetime.timedelta(days=1)
        file.save()
    assert counted(officer)["rights_files_complete_share"] == 0


def binds(officer, file):
    """What the database says, which must be what `papers` says."""
    with acting_as(officer, "test"), connection.cursor() as cursor:
        cursor.execute("select rights_file_binds(%s)", [file.pk])
        (said,) = cursor.fetchone()
        assert said == papers.is_opposable(papers.lines(file))
        return said


def test_the_database_says_of_any_file_what_the_screens_say_of_it(officer):
    file = deposit(officer)
    assert not binds(officer, file)
    with acting_as(officer, "test"):
        sure, open_ones = (
            list(file.requiredpapers.filter(condition="")),
            list(file.requiredpapers.exclude(condition="")),
        )
    for required in sure:
        supply(officer, file, required.code, required.of_person)
        binds(officer, file)
    with acting_as(officer, "test"):
        for required in open_ones:
            supplying.not_concerned(required, author=officer)
    assert sure
    assert binds(officer, file)
    with acting_as(officer, "test"):
        supplying.set_aside(SuppliedPaper.objects.get(required__code="ame_photo"), "illegible", author=officer)
    assert not binds(officer, file)
    supply(officer, file, "ame_photo", "p1", intention="second")
    second = binds(officer, file)
    supply(officer, file, "ame_photo", "p1")
    assert binds(officer, file)
    assert not second
    supply(officer, file, "ame_residence", "p1", dated_on=TODAY - datetime.timedelta(days=800))
    assert not binds(officer, file)


def test_an_opposable_file_that_is_sent_back_whatever_the_screens_say_is_counted(officer):
    file = deposit(officer, "c2s")
    with acting_as(officer, "test"):
        PapersRequest.objects.create(fund=file.fund, file=file, asked_on=TODAY, answer_due_on=TODAY)
    assert counted(officer)["rights_files_opposable_returned"] == 0
    supply_all(officer, file)
    assert binds(officer, file)
    with acting_as(officer, "test"):
        PapersRequest.objects.create(fund=file.fund, file=file, asked_on=TODAY, answer_due_on=TODAY)
    assert counted(officer)["rights_files_opposable_returned"] == 1


def test_documents_that_do_not_serve_are_counted_by_reason(officer):
    file = deposit(officer)
    for code in ("ame_photo", "ame_identity", "ame_form"):
        supply(officer, file, code, "p1" if code != "ame_form" else "")
    with acting_as(officer, "test"):
        supplying.set_aside(SuppliedPaper.objects.get(required__code="ame_photo"), "illegible", author=officer)
    found = counted(officer)
    assert (found["papers_received"], found["papers_set_aside_share"]) == (3, 0.3333)
    assert found["papers_set_aside_by_reason"] == {"illegible": 1, "outdated": 0, "misfiled": 0}


def test_decisions_are_replayed_once_and_one_that_differs_is_told(officer, caplog):
    same = decide(officer, deposit(officer, "c2s"))
    with acting_as(officer, "test"):
        kept = {field: getattr(same, field) for field in ("fund_id", "on", "reason", "situation", "law_version")}
        other = Decision(**kept, outcome="refused", file=deposit(officer, "c2s"), number=1)
        other.answer = same.answer | {"status": "none"}
        other.save()
        older = Decision(**kept, outcome="refused", file=deposit(officer, "c2s"), number=1, answer=same.answer)
        older.law_version = "another"
        older.save()
    assert counted(officer)["decisions_replayed_equal_share"] is None
    assert replaying.replay(officer.organisation) == 2
    assert replaying.replay(officer.organisation) == 0
    with acting_as(officer, "test"):
        told = dict(Decision.objects.values_list("pk", "replays"))
    assert told == {same.pk: True, other.pk: False, older.pk: None}
    assert [str(other.pk) in record.getMessage() for record in caplog.records] == [True]
    assert counted(officer)["decisions_replayed_equal_share"] == 0.5


def test_each_body_that_examines_is_told_with_its_delays(officer):
    body = factories.organisation(Organisation.Kind.HANDLING_BODY, name="Pôle fictif")
    Handling.objects.create(right="ame", body=body)
    pole = factories.account(Role.HANDLING_BODY_OFFICER, at=body)
    for days in (10, 20, 60):
        decide(pole, deposit(officer, "ame", TODAY - datetime.timedelta(days=days)))
    decide(officer, deposit(officer, "c2s", TODAY - datetime.timedelta(days=5)))
    with acting_as(officer, "test"):
        told = centres.of_fund(officer.organisation_id, TODAY, TODAY)
    assert told == [
        centres.Centre("Pôle fictif", 3, 30, 20),
        centres.Centre(officer.organisation.name, 1, 5, 5),
    ]
    found = counted(officer)
    assert found["rights_files_mean_days_by_examiner"] == {"fund": 5, "body": 30}


def test_a_handful_of_files_is_masked_for_the_nation(officer):
    for _ in range(3):
        deposit(officer, "c2s")
    prepare(TODAY.year)
    with seeing_nation("test"):
        made = editions.edition(year(TODAY.year))
    assert made.counted.files(CATALOGUE["rights_files_received"].figure.of) == 3
    assert made.publication.mask(CATALOGUE["rights_files_received"].figure)
    assert made.publication.mask(CATALOGUE["rights_files_complete_share"].figure)


def test_those_that_were_accepted_are_one_number_by_right_and_by_outcome():
    """By outcome and by right but one, the accepted files of that one could be worked out."""
    names = "rights_files_by_outcome", "rights_files_accepted_share_by_right"
    by_outcome, by_right = (CATALOGUE[name].figure.parts for name in names)
    files = {"c2s": (40, 30), "ame": (40, 30), "puma": (3, 30)}
    rows = [
        {"right_asked": right, "outcome": outcome, "files": number}
        for right, numbers in files.items()
        for outcome, number in zip(("accepted", "refused"), numbers, strict=True)
    ]
    mask = masks_of([CATALOGUE[name] for name in names], *rows)
    assert mask(by_right["puma"])
    assert any(map(mask, [by_outcome["accepted"], by_right["c2s"], by_right["ame"]]))
