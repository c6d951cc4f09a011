"""What must hold of base rights, AME, urgent care and inactive Europeans for anybody, looked for by random persons."""

import copy
from datetime import date, timedelta

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from allervers.law import Answer, Situation, evaluate
from allervers.law.codes import STATUSES
from allervers.law.evaluation import Run
from allervers.law.facts import facts_of
from allervers.law.inputs import Unknown
from allervers.law.registry import law

RIGHTS = ("puma", "ame", "urgent_care", "eu_inactive")
unhurried = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
# Delays are of three, six, twelve and sixty months: dates fall around them.
LAGS = st.one_of(st.integers(-20, 200), st.sampled_from([89, 90, 91, 92, 181, 182, 183, 184, 365, 366, 1826, 1827]))


@st.composite
def residents(draw) -> dict:
    """A household of one or two whose applicant has said everything."""
    day = draw(st.dates(date(2019, 11, 1), date(2026, 12, 31)))

    birth = day - timedelta(draw(st.one_of(st.integers(15 * 365, 26 * 365), st.integers(0, 90 * 365))))

    def lately() -> date:
        return min(day, max(birth, day - timedelta(draw(LAGS))))

    person = {
        "role": "applicant",
        "birth_date": birth,
        "nationality": draw(st.sampled_from(["FR", "IT", "CH", "GB", "MA", "AF", "US"])),
        "activity": draw(st.sampled_from(["employed", "unemployed", "retired", "student", "inactive"])),
        "annual_resources": draw(st.sampled_from([0, 5000, 9000, 13000, 30000])),
        "residence_since": lately(),
        "stay": draw(st.sampled_from(["regular", "irregular", "asylum_seeker", "short_stay_visa"])),
        "stay_irregular_since": lately(),
        "puma_open_since": lately(),
        "statuses": draw(st.lists(st.sampled_from(STATUSES), max_size=1)),
        "benefits": draw(st.sampled_from([[], [], ["housing_aid"]])),
        "previous_scheme": {
            "country": "IT",
            "ceam": draw(st.booleans()),
            "s1": draw(st.booleans()),
            "end_of_rights_certificate": draw(st.booleans()),
            "portability_requested_on": lately(),
            "portability_answer": draw(st.sampled_from(["no_rights", "rights"])),
        },
    }
    if draw(st.booleans()):
        expires_on = max(birth, day - timedelta(draw(LAGS)))
        person["residence_title"] = {"kind": "residence_card", "expires_on": expires_on}
    if draw(st.booleans()):
        person["employment_start"] = lately()
    persons = [person]
    if draw(st.booleans()):
        persons.append({"role": "spouse", "birth_date": date(1980, 1, 1), "annual_resources": 6000})
        person["joins_insured"] = {"link": "spouse", "insured": draw(st.sampled_from(["worker", "eu_citizen"]))}
    return {
        "date": day,
        "territory": draw(st.sampled_from(["metropole", "metropole", "guyane", "mayotte"])),
        "housing": "tenant",
        "housing_benefit": 0,
        "rsa": False,
        "persons": persons,
    }


@st.composite
def newcomers(draw) -> dict:
    """Somebody who stays regularly since less than three months, and whom nothing exempts from waiting."""
    situation = draw(residents())
    person = situation["persons"][0]
    person |= {
        "nationality": draw(st.sampled_from(["MA", "AF", "US"])),
        "activity": "inactive",
        "stay": "regular",
        "residence_since": max(person["birth_date"], situation["date"] - timedelta(draw(st.integers(0, 88)))),
        "statuses": [],
        "benefits": [],
        "residence_title": {"kind": "residence_card", "expires_on": situation["date"] + timedelta(400)},
    }
    for name in ("employment_start", "joins_insured", "previous_scheme", "puma_open_since"):
        person.pop(name, None)
    return situation | {"territory": "metropole"}


@st.composite
def irregular(draw) -> dict:
    """Somebody without a title, outside of Mayotte."""
    situation = draw(residents())
    situation["persons"][0] |= {"nationality": draw(st.sampled_from(["MA", "AF", "US"])), "stay": "irregular"}
    return situation | {"territory": draw(st.sampled_from(["metropole", "guyane"]))}


FIELDS = ["birth_date", "nationality", "activity", "residence_since", "stay", "stay_irregular_since", "puma_open_since"]
RECORDS = ["previous_scheme", "residence_title", "employment_start", "joins_insured", "statuses", "benefits"]


@st.composite
def with_holes(draw) -> tuple[dict, dict]:
    """A household, and the same with some of its answers missing."""
    full = draw(residents())
    holed = copy.deepcopy(full)
    person = holed["persons"][0]
    for name in draw(st.lists(st.sampled_from(FIELDS), max_size=3, unique=True)):
        person[name] = None
    for name in draw(st.lists(st.sampled_from(RECORDS), max_size=1)):
        person[name] = None
    if person.get("residence_title") and draw(st.booleans()):
        person["residence_title"]["expires_on"] = None
    if person["previous_scheme"]:
        for name in draw(st.lists(st.sampled_from(sorted(person["previous_scheme"])), max_size=2, unique=True)):
            person["previous_scheme"][name] = None
    if draw(st.booleans()):
        holed["territory"] = None
    return full, holed


def answers(situation: dict) -> dict[str, Answer]:
    return evaluate(Situation.from_dict(situation), rights=RIGHTS)


def every_value(situation: dict) -> dict:
    """All named values of the four rights, household's and applicant's, known or not."""
    known = law()
    run = Run(known, facts_of(Situation.from_dict(situation)))
    rules = {rule.name: rule for right in RIGHTS for rule in known.rules_of_right(right)}
    return {name: run.value(name, 0 if rule.dimensions else None) for name, rule in rules.items()}


@unhurried
@given(with_holes())
def test_filling_what_is_missing_never_changes_a_value_that_was_known(pair):
    full, holed = map(every_value, pair)
    changed = {
        name: (value, full[name])
        for name, value in holed.items()
        if not isinstance(value, Unknown) and value != full[name]
    }
    assert changed == {}


@unhurried
@given(with_holes())
def test_what_is_told_of_an_answer_never_changes_either(pair):
    full, holed = map(answers, pair)
    for right in RIGHTS:
        before, after = holed[right], full[right]
        if before.status != "unknown":
            assert before.status == after.status
        told = {name: value for name, value in before.values.items() if value is not None}
        assert told == {name: after.values[name] for name in told}
        assert before.basis in (None, after.basis)


@unhurried
@given(with_holes())
def test_an_unknown_status_says_what_is_missing_in_french(pair):
    for answer in answers(pair[1]).values():
        if answer.status == "unknown":
            assert answer.missing
        assert all(missing.name and missing.text != missing.field for missing in answer.missing)


@unhurried
@given(residents())
def test_nothing_is_unknown_when_nothing_is_missing(situation):
    for answer in answers(situation).values():
        assert answer.status != "unknown"
        assert answer.reason
        assert answer.missing == []


@unhurried
@given(residents())
def test_rights_that_exclude_each_other_are_never_given_together(situation):
    given = [right for right in ("puma", "ame", "urgent_care") if answers(situation)[right].status == "entitled"]
    assert len(given) <= 1


@unhurried
@given(st.one_of(irregular(), residents()))
def test_nobody_without_a_title_falls_between_base_rights_ame_and_urgent_care(situation):
    values = every_value(situation)
    assume(values["stays_irregularly"] and situation["territory"] != "mayotte")
    given = [right for right in ("puma", "ame", "urgent_care") if values[f"{right}_status"] == "entitled"]
    assert len(given) == 1


@unhurried
@given(newcomers())
def test_who_waits_is_entitled_on_the_day_told_and_not_before(situation):
    puma = answers(situation)["puma"]
    day = puma.values["entitled_from"]
    assume(day is not None)
    assert puma.status == "not_entitled"
    assert day > situation["date"]
    later = copy.deepcopy(situation)
    # What might change meanwhile is taken away: only the wait is looked at.
    later["persons"][0].pop("residence_title", None)
    later["persons"][0].pop("employment_start", None)
    later["persons"][0]["birth_date"] = date(1960, 1, 1)
    later["persons"][0]["annual_resources"] = 30000
    before = answers(later | {"date": day - timedelta(1)})["puma"]
    assert answers(later | {"date": day})["puma"].status == "entitled"
    assert before.status == "not_entitled" or before.basis != "residence"


@unhurried
@given(residents())
def test_only_a_european_is_an_inactive_european(situation):
    answer = answers(situation)["eu_inactive"]
    assert (answer.status == "competent") == (answer.values["handled_by"] is not None)
    if answer.status == "competent":
        assert situation["persons"][0]["nationality"] in ("IT", "CH", "GB")


@unhurried
@given(residents())
def test_an_answer_can_always_be_told_and_said_twice_is_the_same(situation):
    one, other = answers(situation), answers(situation)
    assert [answer.to_json() for answer in one.values()] == [answer.to_json() for answer in other.values()]
