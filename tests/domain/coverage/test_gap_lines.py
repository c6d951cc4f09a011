"""« Ruptures à éviter »: one line a cause, that leaves by itself; why rights ended; who relied on what was known."""

import datetime
import uuid

import pytest
from django.db import IntegrityError, transaction

from allervers.domain.coverage import ended, gap_lines, reliance
from allervers.domain.coverage.beliefs import FOR_EVER, Kind, Statement
from allervers.domain.coverage.gap_lines import refresh, to_do
from allervers.domain.coverage.models import EndedRight, GapLine, KnownCircumstance
from allervers.domain.coverage.nightly import run
from allervers.domain.coverage.workflow import Stated, learn
from allervers.domain.organisations.context import acting_for
from allervers.domain.organisations.roles import Role
from allervers.domain.pieces.refusals import Refused
from allervers.publishing.ended import Ends
from tests import factories

pytestmark = pytest.mark.django_db

BODY = "Caisse 811"
TODAY = datetime.date(2026, 11, 28)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.fixture
def adviser():
    return factories.account(Role.ADVISER)


@pytest.fixture
def fund(adviser):
    with acting_for(adviser.organisation, "test"):
        yield adviser.organisation


@pytest.fixture
def person(fund):
    return factories.person(fund)


def told(person, first: str, last: str = "", known_on: str = "2025-01-01", right: str = "c2s", of_class="free") -> None:
    said = Statement(
        day(known_on), day(first), day(last) if last else FOR_EVER, Kind(of_class if right == "c2s" else "", BODY)
    )
    learn(person.fund_id, [Stated(person.pk, right, said)])


def test_a_cause_is_one_line_whatever_becomes_of_it(fund, person):
    told(person, "2025-03-01", "2027-02-28")
    assert refresh(fund.pk, TODAY) == {"ahead": 1, "added": 1, "changed": 0, "left": 0}
    assert refresh(fund.pk, TODAY)["added"] == refresh(fund.pk, TODAY)["changed"] == 0
    late = refresh(fund.pk, day("2027-01-15"))
    assert (late["added"], late["changed"]) == (0, 1)
    (line,) = to_do(fund.pk)
    assert (line.kind, line.act_before, line.listed_on) == ("c2s_renewal_late", day("2026-12-28"), TODAY)


def test_a_line_without_a_first_day_does_not_change_every_night(fund, person):
    told(person, "2020-01-01", "2027-06-30", right="puma")
    refresh(fund.pk, TODAY)
    assert refresh(fund.pk, TODAY + datetime.timedelta(1))["changed"] == 0


def test_a_line_that_solved_itself_leaves_and_comes_back_if_its_cause_does(fund, person):
    told(person, "2025-03-01", "2027-02-28")
    refresh(fund.pk, TODAY)
    told(person, "2027-03-01", "2028-02-29", known_on="2026-11-29")
    assert refresh(fund.pk, day("2026-11-30"))["left"] == 1
    assert not to_do(fund.pk).exists()
    told(person, "2025-03-01", "2027-02-28", known_on="2026-12-02")
    told(person, "2027-03-01", "2027-03-01", known_on="2026-12-02")
    refresh(fund.pk, day("2026-12-03"))
    assert [line.because for line in to_do(fund.pk)] == [day("2027-03-01")]


def test_a_line_is_done_or_set_aside_once_and_that_can_be_taken_back(fund, person, adviser):
    told(person, "2025-03-01", "2027-02-28")
    refresh(fund.pk, TODAY)
    (line,) = to_do(fund.pk)
    gap_lines.mark_done(line, by=adviser)
    with pytest.raises(Refused, match="fait"):
        gap_lines.set_aside(line, by=adviser, reason="wrong")
    assert refresh(fund.pk, day("2027-01-15"))["added"] == 0
    assert not to_do(fund.pk).exists()
    assert gap_lines.take_back(line, by=adviser).decided_by is None
    with pytest.raises(Refused, match="motif"):
        gap_lines.set_aside(line, by=adviser, reason="other")
    assert gap_lines.set_aside(line, by=adviser, reason="other", note="Déménagement annoncé").state == "set_aside"


def test_a_line_is_confided_to_a_colleague_of_the_fund_who_may_work_on_it(fund, person, adviser):
    told(person, "2025-03-01", "2027-02-28")
    refresh(fund.pk, TODAY)
    (line,) = to_do(fund.pk)
    officer = factories.account(Role.RIGHTS_OFFICER, at=fund)
    assert gap_lines.assign(line, to=officer, by=adviser).assigned_to == officer
    assert gap_lines.assign(line, to=None, by=adviser).assigned_to is None
    for wrong in (factories.account(Role.ADVISER), factories.account(Role.INTERNAL_DETECTOR, at=fund)):
        with pytest.raises(Refused, match="collègue"):
            gap_lines.assign(line, to=wrong, by=adviser)
        with pytest.raises(Refused, match="autre caisse"):
            gap_lines.mark_done(line, by=wrong)


def test_two_lines_of_one_cause_are_refused_by_the_database(fund, person):
    told(person, "2025-03-01", "2027-02-28")
    refresh(fund.pk, TODAY)
    line = GapLine.objects.get()
    line.pk = uuid.uuid4()
    with pytest.raises(IntegrityError, match="gap_line_once"), transaction.atomic():
        line.save(force_insert=True)


def test_another_fund_sees_no_line_and_the_nightly_job_does_every_fund(fund, person):
    told(person, "2025-03-01", "2027-02-28")
    foreign = factories.fund()
    assert run(TODAY, [fund, foreign])["added"] == 1
    with acting_for(foreign, "test"):
        assert not GapLine.objects.exists()
        assert not EndedRight.objects.exists()


def test_a_title_is_known_with_its_nationality_and_once_a_day(fund, person):
    title = {"fund": fund, "person": person, "kind": "residence_title", "on": day("2026-12-31")}
    KnownCircumstance.objects.create(**title, nationality="ML", noted_at=f"{TODAY}T09:00:00+01:00")
    refresh(fund.pk, TODAY)
    assert [line.kind for line in to_do(fund.pk)] == ["title_ending"]
    for wrong, constraint in (
        (title, "has_nationality"),
        (title | {"nationality": "SN"}, "circumstance_once"),
        (title | {"kind": "unpaid_notice", "nationality": "ML"}, "has_nationality"),
    ):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            KnownCircumstance.objects.create(**wrong)


def found(person):
    return [(one.right, str(one.ended_on), one.reopened_on and str(one.reopened_on), one.cause) for one in
            EndedRight.objects.filter(person=person).order_by("ended_on")]  # fmt: skip


def test_a_right_that_nothing_followed_has_ended_and_may_open_again(fund, person):
    told(person, "2024-03-01", "2025-02-28")
    told(person, "2025-05-01", "2026-04-30")
    told(person, "2026-05-01", "2026-10-31", of_class="contribution")
    ended.find_ends(fund.pk, TODAY)
    assert found(person) == [("c2s", "2025-02-28", "2025-05-01", ""), ("c2s", "2026-10-31", None, "")]
    told(person, "2026-11-01", "2027-10-31", known_on="2026-11-10")
    ended.find_ends(fund.pk, TODAY)
    assert found(person) == [("c2s", "2025-02-28", "2025-05-01", "")]


def test_who_passes_from_base_rights_to_the_ame_on_the_next_day_loses_nothing(fund, person):
    told(person, "2020-01-01", "2026-03-31", right="puma")
    told(person, "2026-04-01", "2026-10-31", right="ame")
    ended.find_ends(fund.pk, TODAY)
    assert found(person) == [("ame", "2026-10-31", None, "")]


def test_a_cause_that_is_noted_stays_and_a_renunciation_is_one(fund, person, adviser):
    told(person, "2025-03-01", "2026-02-28")
    told(person, "2026-05-01", "2026-10-31")
    KnownCircumstance.objects.create(fund=fund, person=person, kind="renunciation", on=day("2026-10-10"))
    ended.find_ends(fund.pk, TODAY)
    first = EndedRight.objects.get(ended_on="2026-02-28")
    ended.note_cause(first, "procedural", by=adviser, person=person)
    ended.find_ends(fund.pk, TODAY)
    assert [cause for *_, cause in found(person)] == ["procedural", "renounced"]
    with pytest.raises(PermissionError):
        ended.note_cause(first, "death", by=factories.account(Role.ADVISER), person=person)


def test_the_figures_say_what_is_known_of_the_causes_and_of_those_who_came_back(fund, person):
    told(person, "2024-03-01", "2025-02-28")  # back after 61 days
    told(person, "2025-05-01", "2026-04-30")
    told(person, "2026-10-01", "2026-10-31")  # back after 153; then it is too early to know
    ended.find_ends(fund.pk, TODAY)
    EndedRight.objects.filter(ended_on="2025-02-28").update(cause="procedural")
    EndedRight.objects.filter(ended_on="2026-04-30").update(age=17)
    rights = ended.of_fund(fund, day("2025-01-01"), TODAY, TODAY)
    assert rights.of() == Ends(ended=3, old_enough=2, reopened_soon=1, reopened=2, days_without=107)
    assert rights.of(cause="procedural") == Ends(1, 1, 1, 1, 61)
    assert (rights.known(), rights.known("child")) == (1, 0)
    assert (rights.of("child").ended, rights.of("adult").ended, rights.of("unknown").ended) == (1, 2, 0)
    # On the last day, and on the day after it, of the 90.
    for back, soon in ((day("2026-07-29"), 1), (day("2026-07-30"), 0)):
        EndedRight.objects.filter(ended_on="2026-04-30").update(reopened_on=back)
        assert ended.of_fund(fund, day("2026-01-01"), TODAY, TODAY).of().reopened_soon == soon
    assert ended.of_fund(factories.fund(), day("2025-01-01"), TODAY, TODAY).of().ended == 0


def test_a_correction_lists_the_decisions_and_letters_that_relied_on_what_it_changes(fund, person):
    told(person, "2025-01-01", "2025-12-31", known_on="2025-01-05")
    known = {"known_on": day("2025-02-01"), "first": day("2025-02-01"), "last": day("2025-02-28")}
    letter = {"kind": "letter", "reference": uuid.uuid4(), "label": "Courrier de renouvellement"}
    assert [one.ends_on for one in reliance.known_then(person, day("2025-02-01"))["c2s"]] == [day("2025-12-31")]
    assert reliance.known_then(person, day("2025-01-04")) == {}
    for _ in range(2):
        reliance.relied(person, "c2s", **letter, **known)
    assert reliance.put_in_question(fund.pk, [person.pk]) == []
    told(person, "2025-01-01", "2025-06-30", known_on="2025-07-10")  # other days than the letter's
    assert reliance.put_in_question(fund.pk, [person.pk]) == []
    told(person, "2025-01-01", "2025-02-15", known_on="2025-08-10")
    assert [one.label for one in reliance.put_in_question(fund.pk, [person.pk])] == ["Courrier de renouvellement"]
    told(person, "2025-01-01", "2025-06-30", known_on="2025-09-10")
    assert reliance.put_in_question(fund.pk, [person.pk]) == []
    told(person, "2025-01-01", "2025-06-30", known_on="2025-10-10", of_class="contribution")
    assert len(reliance.put_in_question(fund.pk, [person.pk])) == 1
