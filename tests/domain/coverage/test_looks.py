"""Every kind of thing that is ahead, on both sides of its days; what is unknown never reads as « no right »."""

import datetime
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allervers.domain.coverage import looks_base, looks_c2s
from allervers.domain.coverage.ahead import LOOKS, REMEDIES, Companion, Event, Held, Known, ahead, unknowns
from allervers.domain.coverage.beliefs import FOR_EVER, Kind, Period

FREE, CONTRIBUTION = Kind("free", "811"), Kind("contribution", "811")


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def period(first: str, last: str = "", kind: Kind = FREE) -> Period:
    return Period(day(first), day(last) if last else FOR_EVER, kind)


def title(on: str, nationality: str = "ML", removal_order=None) -> Event:
    return Event("residence_title", day(on), nationality, removal_order)


def kinds(known: Known, on: str) -> list[str]:
    return [each.kind for each in ahead(known, day(on))]


def one(known: Known, on: str):
    (found,) = ahead(known, day(on))
    return found


OPEN = {"puma": [period("2020-01-01")]}
TITLE = Known(OPEN, (), [title("2026-06-30")])


@pytest.mark.parametrize(
    ("on", "kind"),
    [
        ("2026-03-01", None),
        ("2026-03-02", "title_ending"),
        ("2026-06-30", "title_ending"),
        ("2026-07-01", "maintained_rights_ending"),
        ("2026-12-31", "maintained_rights_ending"),
    ],
)
def test_a_title_is_renewed_from_the_120th_day_and_rights_are_maintained_after_it(on, kind):
    assert kinds(TITLE, on) == ([kind] if kind else [])


def test_nothing_is_closed_before_the_forty_fifth_day_after_the_maintained_rights():
    found = one(TITLE, "2026-07-01")
    assert (found.act_from, found.act_before) == (day("2026-07-01"), day("2026-12-30"))
    assert found.exposed_from == day("2027-02-14")  # forty-five days after, and the next day
    assert "fermés avant le 13 février 2027" in found.sentence.replace("\u00a0", " ")


def test_a_removal_order_leaves_two_months():
    with_order = replace(TITLE, events=[title("2026-06-30", removal_order=True)])
    assert one(with_order, "2026-07-01").act_before == day("2026-08-30")


def test_a_title_of_a_european_and_a_newer_title_end_nothing():
    assert kinds(replace(TITLE, events=[title("2026-06-30", "RO")]), "2026-07-01") == []
    assert kinds(replace(TITLE, events=[title("2026-06-30"), title("2027-06-30")]), "2026-07-01") == []


def test_base_rights_that_are_not_known_are_not_taken_for_none():
    assert kinds(Known({}, None, [title("2026-06-30")]), "2026-07-01") == ["maintained_rights_ending"]
    assert kinds(Known({"puma": [period("2020-01-01", "2025-12-31")]}, None, [title("2026-06-30")]), "2026-07-01") == []


def test_who_lost_the_title_passes_from_base_rights_to_the_ame_by_three_ways():
    known = Known({"puma": [period("2020-01-01", "2026-12-31")], "c2s": []}, (), [title("2026-03-31")])
    found = one(known, "2026-11-28")
    assert (found.kind, found.exposed_from) == ("base_to_ame", day("2027-01-01"))
    assert found.remedies == ("ame_request_for_the_day_after", "ame_request_next_day", "ame_retroactive_care")
    assert "90 jours" in found.sentence
    assert "Si elle n’a pas la C2S" in found.sentence  # of which nothing is known


def test_a_letter_that_closes_base_rights_gives_their_last_day():
    known = Known(OPEN, (), [title("2025-12-31"), Event("closing_notice", day("2026-11-01"))])
    found = one(known, "2026-11-28")
    assert (found.kind, found.act_before) == ("base_to_ame", day("2026-12-16"))
    assert kinds(replace(known, events=[*known.events, title("2027-12-31")]), "2026-11-28") == []


BORN = day("2009-03-15")


@pytest.mark.parametrize(
    ("on", "listed"), [("2027-01-14", False), ("2027-01-15", True), ("2027-03-14", True), ("2027-03-15", False)]
)
def test_the_majority_is_seen_two_months_before(on, listed):
    assert kinds(Known(OPEN, (), birth_date=BORN), on) == (["majority"] if listed else [])
    in_care = Known(OPEN, (), [Event("child_welfare", day("2020-01-01"))], BORN)
    assert kinds(in_care, on) == (["child_welfare_c2s"] if listed else [])


def test_a_young_person_in_care_whose_c2s_lasts_is_renewed_already():
    in_care = Known(OPEN, (), [Event("child_welfare", day("2020-01-01"))], BORN)
    lasting = {**OPEN, "c2s": [period("2027-02-01", "2028-01-31")]}
    assert one(in_care, "2027-02-10").automatic
    assert kinds(replace(in_care, periods=lasting), "2027-02-10") == []


UNPAID = Known(
    {"c2s": [period("2026-04-01", "2027-03-31", CONTRIBUTION)]}, (), [Event("unpaid_notice", day("2026-10-05"))]
)


@pytest.mark.parametrize(
    ("on", "listed"), [("2026-10-04", False), ("2026-10-05", True), ("2026-11-30", True), ("2026-12-01", False)]
)
def test_an_unpaid_contribution_is_seen_until_the_right_is_suspended(on, listed):
    assert ("contribution_unpaid" in kinds(UNPAID, on)) is listed


def test_an_unpaid_contribution_says_its_days_and_never_concerns_a_free_c2s():
    found = one(UNPAID, "2026-10-10")
    assert (found.act_before, found.exposed_from) == (day("2026-11-04"), day("2026-12-01"))
    assert kinds(replace(UNPAID, periods={"c2s": [period("2026-04-01", "2027-03-31")]}), "2026-10-10") == []
    assert kinds(replace(UNPAID, periods={}), "2026-10-10") == ["contribution_unpaid"]


def test_a_c2s_that_was_given_up_is_not_to_be_renewed():
    left = [Event("renunciation", day("2026-11-10"))]
    known = Known({"c2s": [period("2026-04-01", "2026-11-30")]}, ())
    assert kinds(known, "2026-11-28") == ["c2s_renewal_late"]
    assert kinds(replace(known, events=left), "2026-11-28") == []


def test_who_refused_the_c2s_with_the_benefit_is_not_renewed_without_being_asked():
    held = Held("rsa", day("2020-01-01"), c2s_opposed=True)
    found = one(Known({"c2s": [period("2026-04-01", "2027-03-31")]}, [held]), "2026-12-15")
    assert not found.automatic
    assert found.remedies == ("c2s_refusal_reviewed", "c2s_renewal_request")


@pytest.mark.parametrize("benefit", ["asi", "aah"])
def test_the_asi_and_the_aah_are_not_renewed_without_a_request(benefit):
    found = one(Known({"c2s": [period("2026-04-01", "2027-03-31")]}, [Held(benefit, day("2020-01-01"))]), "2026-12-15")
    assert not found.automatic
    assert "la demande reste à faire" in found.sentence


HOME = Companion(day("2026-09-01"), c2s=[period("2026-04-01", "2027-03-31")])


def test_an_adult_who_joins_a_household_with_the_c2s_may_join_its_right():
    known = Known({"c2s": [period("2020-01-01", "2020-12-31")]}, (), birth_date=day("1990-01-01"), companions=[HOME])
    found = one(known, "2026-11-28")
    assert (found.kind, found.act_before, found.remedies) == (
        "adult_joining", day("2027-01-31"), ("c2s_joint_request",),
    )  # fmt: skip
    assert kinds(replace(known, birth_date=day("2015-01-01")), "2026-11-28") == []
    assert kinds(replace(known, companions=[replace(HOME, c2s=None)]), "2026-11-28") == []
    assert "On ne sait pas si elle a déjà la C2S" in one(replace(known, periods={}), "2026-11-28").sentence


def test_two_holders_who_form_a_household_ask_together_at_the_first_end():
    known = Known({"c2s": [period("2026-08-01", "2027-07-31")]}, (), birth_date=day("1990-01-01"), companions=[HOME])
    found = one(known, "2026-12-15")
    assert (found.kind, found.exposed_from) == ("adult_joining", day("2027-04-01"))
    assert found.remedies == ("c2s_joint_renewal",)


def test_two_persons_of_the_household_with_one_end_are_one_cause():
    known = Known({"c2s": [period("2026-08-01", "2027-07-31")]}, (), companions=[HOME, HOME])
    assert kinds(known, "2026-12-15") == ["adult_joining"]


days = st.integers(0, 1200).map(lambda number: day("2024-01-01") + datetime.timedelta(days=number))
opened = st.lists(days, min_size=2, max_size=2, unique=True).map(
    lambda pair: [Period(min(pair), max(pair), CONTRIBUTION)]
)


@st.composite
def persons(draw):
    rights = {right: draw(opened) for right in draw(st.sets(st.sampled_from(["puma", "c2s", "ame"])))}
    held = draw(st.none() | st.lists(st.builds(Held, st.sampled_from(["rsa", "aspa", "aah"]), days), max_size=2))
    events = [title(draw(days).isoformat())] if draw(st.booleans()) else []
    for kind in draw(st.sets(st.sampled_from(["child_welfare", "closing_notice", "unpaid_notice", "renunciation"]))):
        events.append(Event(kind, draw(days)))
    born = draw(st.none() | st.dates(day("1950-01-01"), day("2024-01-01")))
    return Known(rights, held, events, born)


@settings(deadline=None, max_examples=60)
@given(st.lists(persons(), min_size=2, max_size=4), days, days)
def test_one_member_of_a_household_holds_back_nobody_else(household, together, on):
    """Whatever is known of the others, all that is ahead of somebody alone stays ahead in the household."""
    for number, person in enumerate(household):
        others = [one for place, one in enumerate(household) if place != number]
        home = [Companion(together, c2s=one.periods.get("c2s")) for one in others]
        alone, within = ahead(person, on), ahead(replace(person, companions=home), on)
        assert [each for each in within if each.kind != "adult_joining"] == alone


@settings(deadline=None, max_examples=60)
@given(persons(), days, st.sampled_from(["puma", "c2s", "benefits"]))
def test_what_is_not_known_hides_nothing_but_what_it_alone_would_tell(person, on, forgotten):
    """Forgetting a right takes away only what its own days said; nothing else that is ahead disappears with it."""
    less = {right: told for right, told in person.periods.items() if right != forgotten}
    blind = replace(person, periods=less, benefits=None if forgotten == "benefits" else person.benefits)
    own = {"puma": {"base_to_ame", "base_right_ending"}, "c2s": {"c2s_renewal", "c2s_renewal_late"}, "benefits": set()}
    seen = {(each.cause, each.because) for each in ahead(blind, on)}
    before = {(each.cause, each.because) for each in ahead(person, on) if each.kind not in own[forgotten]}
    assert before <= seen
    assert forgotten in less or unknowns(blind) or "ame" in less


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.__name__)
def test_of_whom_nothing_is_known_no_look_says_that_there_is_no_right(look):
    assert list(look(Known(), day("2026-11-28"))) == []
    told = " ".join(unknowns(Known()))
    assert "droits de base" in told
    assert "C2S" in told
    assert "RSA" in told


def test_every_remedy_is_the_answer_to_something():
    source = "".join(Path(module).read_text(encoding="utf-8") for module in (looks_base.__file__, looks_c2s.__file__))
    assert [code for code in REMEDIES if f'"{code}"' not in source] == []
