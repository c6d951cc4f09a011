"""No right ends unseen: what is ahead of one person, from the first day on which something can be done."""

import datetime
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allervers.domain.coverage.ahead import REMEDIES, Companion, Held, Known, ahead
from allervers.domain.coverage.beliefs import FOR_EVER, Kind, Period

FREE = Kind("free", "811")


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def known(benefits=(), **rights) -> Known:
    """Rights as « first day/last day », several separated by spaces; without a last day they have no end."""
    read = {}
    for right, text in rights.items():
        pairs = [(*days.split("/"), "")[:2] for days in text.split()]
        read[right] = [Period(day(first), day(last) if last else FOR_EVER, FREE) for first, last in pairs]
    return Known(read, benefits)


C2S = known(c2s="2024-04-01/2025-03-31")


@pytest.mark.parametrize(
    ("on", "kind"),
    [
        ("2024-11-29", None),
        ("2024-11-30", "c2s_renewal"),
        ("2025-01-31", "c2s_renewal"),
        ("2025-02-01", "c2s_renewal_late"),
        ("2025-03-31", "c2s_renewal_late"),
        ("2025-04-01", None),
    ],
)
def test_a_c2s_is_renewed_between_four_and_two_months_before_its_end(on, kind):
    assert [each.kind for each in ahead(C2S, day(on))] == ([kind] if kind else [])


def test_what_is_ahead_says_its_days_and_its_remedy():
    (found,) = ahead(C2S, day("2024-12-15"))
    assert (found.act_from, found.act_before, found.exposed_from) == (
        day("2024-11-30"), day("2025-01-31"), day("2025-04-01"),
    )  # fmt: skip
    assert not found.automatic
    assert found.remedies == ("c2s_renewal_request",)
    assert "La C2S finit le 31 mars 2025" in found.sentence.replace("\u00a0", " ")


@pytest.mark.parametrize("benefit", ["rsa", "aspa"])
def test_the_holder_of_the_rsa_or_the_aspa_is_renewed_without_a_request_and_never_late(benefit):
    held = known([Held(benefit, day("2023-01-01"))], c2s="2024-04-01/2025-03-31")
    (found,) = ahead(held, day("2025-03-01"))
    assert (found.kind, found.automatic, found.remedies) == ("c2s_renewal", True, ("c2s_check_notice",))


@pytest.mark.parametrize(("ends_on", "automatic"), [("2025-03-30", False), ("2025-03-31", True)])
def test_a_benefit_that_ends_before_the_right_renews_nothing(ends_on, automatic):
    held = known([Held("rsa", day("2023-01-01"), day(ends_on))], c2s="2024-04-01/2025-03-31")
    assert ahead(held, day("2024-12-15"))[0].automatic is automatic


RSA = Held("rsa", day("2023-01-01"))


def beside(benefit: Held | None, born: str = "2003-06-01", own=None, until=FOR_EVER) -> Known:
    """Somebody whose C2S ends on 31 March 2025, and who lives with the holder of this benefit."""
    home = [Companion(day("2020-01-01"), until, None, benefit and [benefit])]
    return replace(known(own, c2s="2024-04-01/2025-03-31"), companions=home, birth_date=day(born) if born else None)


@pytest.mark.parametrize(
    ("born", "automatic"), [("2015-06-01", True), ("2000-04-01", True), ("2000-03-31", False), ("", False)]
)
@pytest.mark.parametrize("own", [None, ()])
def test_until_25_who_depends_on_the_rsa_of_the_household_is_renewed_without_a_request(born, automatic, own):
    (found,) = ahead(beside(RSA, born, own), day("2024-12-15"))
    assert found.automatic is automatic
    # Above that age, whether the household of the RSA counts them is not known: said, and a request is planned.
    assert ("À vérifier" in found.sentence) is not automatic


@pytest.mark.parametrize(
    "benefit",
    [None, replace(RSA, ends_on=day("2025-03-30")), replace(RSA, c2s_opposed=True), replace(RSA, benefit="aspa")],
)
def test_no_other_benefit_of_the_household_renews_without_a_request(benefit):
    assert not ahead(beside(benefit), day("2024-12-15"))[0].automatic


def test_who_left_the_household_before_the_end_is_not_renewed_with_it():
    assert not ahead(beside(RSA, until=day("2025-03-30")), day("2024-12-15"))[0].automatic


def test_benefits_of_which_nothing_is_known_are_not_taken_for_none():
    (found,) = ahead(known(None, c2s="2024-04-01/2025-03-31"), day("2024-12-15"))
    assert "On ne sait pas" in found.sentence
    assert not found.automatic


def test_a_right_that_something_follows_is_not_ahead():
    assert ahead(known(c2s="2024-04-01/2025-03-31 2025-04-01/2026-03-31"), day("2025-02-15")) == []
    assert ahead(known(puma="2024-04-01/2025-03-31", ame="2025-04-01/2026-03-31"), day("2025-02-15")) == []


@pytest.mark.parametrize(("on", "listed"), [("2025-01-30", False), ("2025-01-31", True), ("2025-03-31", True)])
def test_the_ame_is_recalled_two_months_before_its_end(on, listed):
    found = ahead(known(ame="2024-04-01/2025-03-31"), day(on))
    assert [each.kind for each in found] == (["ame_renewal"] if listed else [])


def test_base_rights_with_a_known_end_are_ahead_at_once():
    (found,) = ahead(known(puma="2020-01-01/2025-12-31"), day("2025-02-15"))
    assert (found.kind, found.exposed_from) == ("base_right_ending", day("2026-01-01"))
    assert ahead(known(puma="2020-01-01"), day("2025-02-15")) == []


days = st.integers(0, 900).map(lambda number: day("2023-06-01") + datetime.timedelta(days=number))


@st.composite
def persons(draw):
    periods = {}
    for right in draw(st.sets(st.sampled_from(["puma", "c2s", "ame"]))):
        first, last = sorted((draw(days), draw(days)))
        periods[right] = [Period(first, draw(st.sampled_from([last, FOR_EVER])), FREE)]
    held = draw(st.none() | st.lists(st.builds(Held, st.sampled_from(["rsa", "aspa", "aah"]), days), max_size=2))
    return Known(periods, held)


@settings(deadline=None)
@given(persons(), days)
def test_whatever_is_ahead_has_remedies_and_days_in_order_and_is_sorted(person, on):
    found = ahead(person, on)
    for each in found:
        assert set(each.remedies) <= REMEDIES.keys()
        assert each.remedies
        assert each.act_from <= min(each.act_before, on)
        assert on < each.exposed_from or each.kind in ("adult_joining", "maintained_rights_ending")
    assert found == sorted(found, key=lambda each: each.act_before)
