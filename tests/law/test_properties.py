"""What must hold for any household, looked for by random ones."""

import copy
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allervers.law import Situation
from allervers.law.answer import Answer
from allervers.law.codes import FAMILY_KINDS, RESOURCE_KINDS, TAX_NOTICE_KINDS
from allervers.law.evaluation import Run
from allervers.law.facts import facts_of
from allervers.law.inputs import Unknown
from allervers.law.registry import law
from tests.law.households import c2s

ORDER = {"none": 0, "contribution": 1, "free": 2}
DAYS = st.dates(date(2019, 11, 1), date(2026, 12, 31))
# Sums near the ceilings, where a class can change.
AMOUNTS = st.one_of(st.just(0), st.integers(0, 300_000)).map(lambda cents: cents / 100)

unhurried = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def people(draw, day: date, role: str) -> dict:
    youngest, oldest = (0, 27) if role in ("child", "other_dependant") else (18, 95)
    birth = day.replace(day=1, year=day.year - draw(st.integers(youngest + 1, oldest)))
    if role in ("child", "other_dependant"):
        birth = max(birth, date(day.year - 27, 1, 1))
    last = day.year * 12 + day.month - 1
    items = []
    for kind in draw(st.lists(st.sampled_from(RESOURCE_KINDS), max_size=3, unique=True)):
        amount, flat = draw(AMOUNTS), draw(st.booleans())
        lags = range(14) if flat else draw(st.lists(st.integers(0, 13), max_size=3, unique=True))
        items += [{"kind": kind, "month": _month(last - lag), "amount": amount} for lag in lags]
    return {
        "role": role,
        "birth_date": birth,
        "activity": draw(st.sampled_from(["employed", "unemployed", "retired", "student", "inactive"])),
        "lives_with_parents": draw(st.booleans()),
        "alternating_residence": draw(st.booleans()),
        "alsace_moselle": draw(st.booleans()),
        "joint_taxation": draw(st.booleans()),
        "attached": draw(st.booleans()),
        "own_tax_return": draw(st.booleans()),
        "maintenance_from_parents": draw(st.booleans()),
        "benefits": draw(st.lists(st.sampled_from(["rsa", "aah", "aspa", "asi"]), max_size=1)),
        "resources": items,
        "resources_complete": True,
        "last_tax_notice": {"year": day.year - 2, "amounts": {kind: draw(AMOUNTS) for kind in TAX_NOTICE_KINDS}},
    }


@st.composite
def households(draw) -> dict:
    day = draw(DAYS)
    roles = ["applicant"]
    roles += draw(st.sampled_from([[], ["spouse"], ["partner"]]))
    roles += ["child"] * draw(st.integers(0, 3)) + ["other_dependant"] * draw(st.integers(0, 1))
    persons = [draw(people(day, role)) for role in roles]
    # A parent is older than the children.
    persons[0]["birth_date"] = min(person["birth_date"] for person in persons).replace(year=day.year - 60)
    last = day.year * 12 + day.month - 1
    benefits = [
        {"kind": kind, "month": _month(last - lag), "amount": draw(AMOUNTS)}
        for kind in draw(st.lists(st.sampled_from(FAMILY_KINDS), max_size=1))
        for lag in draw(st.lists(st.integers(0, 13), max_size=2, unique=True))
    ]
    return {
        "date": day,
        "territory": draw(st.sampled_from(["metropole", "guadeloupe", "mayotte"])),
        "housing": draw(st.sampled_from(["owner", "owner_with_loan", "lodged_free", "tenant"])),
        "housing_benefit": draw(AMOUNTS),
        "rsa": draw(st.booleans()) and draw(st.booleans()),
        "family_benefits": benefits,
        "persons": persons,
    }


def _month(number: int) -> str:
    return f"{number // 12:04}-{number % 12 + 1:02}"


HOUSEHOLD_FIELDS = ["territory", "housing", "housing_benefit", "rsa"]
PERSON_FIELDS = [
    "birth_date",
    "activity",
    "lives_with_parents",
    "alternating_residence",
    "alsace_moselle",
    "joint_taxation",
    "attached",
    "own_tax_return",
    "maintenance_from_parents",
    "resources_complete",
]


@st.composite
def with_holes(draw) -> tuple[dict, dict]:
    """A household, and the same with some of its answers missing."""
    full = draw(households())
    holed = copy.deepcopy(full)
    for name in draw(st.lists(st.sampled_from(HOUSEHOLD_FIELDS), max_size=2, unique=True)):
        holed[name] = None
    for person in holed["persons"]:
        for name in draw(st.lists(st.sampled_from(PERSON_FIELDS), max_size=2, unique=True)):
            person[name] = None
        for item in person["resources"]:
            if draw(st.integers(0, 9)) == 0:
                item["amount"] = None
    for item in holed["family_benefits"]:
        if draw(st.booleans()):
            item["amount"] = None
    return full, holed


def every_value(situation: dict) -> dict:
    """All named values of the C2S, household's and persons', known or not."""
    read = Situation.from_dict(situation)
    known = law()
    run = Run(known, facts_of(read))
    values = {}
    for rule in known.rules_of_right("c2s"):
        for place in range(len(read.persons)) if rule.dimensions else [None]:
            values[rule.name, place] = run.value(rule.name, place)
    return values


# RSA and housing aid that nobody told of prove no residence, and are not asked for (decision 0109).
NONE_UNTIL_TOLD = {"residence_benefit"}


@unhurried
@given(with_holes())
def test_filling_what_is_missing_never_changes_a_value_that_was_known(pair):
    full, holed = map(every_value, pair)
    changed = {
        name: (value, full[name])
        for name, value in holed.items()
        if not isinstance(value, Unknown) and value != full[name] and name[0] not in NONE_UNTIL_TOLD
    }
    assert changed == {}


@unhurried
@given(with_holes())
def test_an_unknown_status_says_what_is_missing_and_a_known_one_asks_for_nothing(pair):
    answer = c2s(pair[1])
    unknown = answer.status == "unknown" or answer.amounts["monthly_contribution"] is None
    assert bool(answer.missing) == unknown
    assert all(missing.text and missing.name for missing in answer.missing)


@unhurried
@given(households())
def test_nothing_is_unknown_when_nothing_is_missing(household):
    # These households say nothing of the base rights, which decide nothing here.
    beside = {rule.name for rule in law().rights["puma"].rules}
    beside |= {"base_rights_open", "base_rights_missing", "base_rights_about_to_close", "base_rights_not_lasting"}
    beside.add("base_rights_missing_in_mayotte")
    # Asked of whoever begins a business, whom these households do not hold.
    beside |= {"c2s_new_director_income", "c2s_new_turnover_income"}
    values = {name: value for (name, _), value in every_value(household).items() if name not in beside}
    assert not [name for name, value in values.items() if isinstance(value, Unknown)]


@unhurried
@given(households(), st.sampled_from(["wage", "retirement_pension", "other"]), st.integers(2, 13))
def test_one_euro_more_never_opens_a_right(household, kind, lag):
    before = c2s(household)
    more = copy.deepcopy(household)
    month = _month(more["date"].year * 12 + more["date"].month - 1 - lag)
    more["persons"][0]["resources"].append({"kind": kind, "month": month, "amount": 1})
    after = c2s(more)
    assert ORDER[after.status] <= ORDER[before.status]
    assert after.amounts["resources"] >= before.amounts["resources"]


@unhurried
@given(households())
def test_the_household_s_contribution_is_the_sum_over_its_members(household):
    values = every_value(household)
    shares = [value for (name, _), value in values.items() if name == "c2s_person_contribution"]
    due = sum(shares) if values["c2s_status", None] == "contribution" else 0
    assert values["c2s_monthly_contribution", None] == due


@unhurried
@given(households())
def test_the_class_and_its_ground_never_contradict_each_other(household):
    answer = c2s(household)
    expected = {
        "not_in_territory": "none",
        "rsa": "free",
        "resources_free": "free",
        "presumed_aspa": "contribution",
        "presumed_asi": "contribution",
        "presumed_aah": "contribution",
        "resources_contribution": "contribution",
        "cannot_ask_alone": "none",
        "above_ceilings": "none",
    }
    assert answer.status == expected[answer.basis]


@unhurried
@given(households())
def test_the_order_in_which_children_are_listed_changes_nothing(household):
    turned = household | {"persons": [household["persons"][0], *reversed(household["persons"][1:])]}
    one, other = c2s(household), c2s(turned)
    assert (one.status, one.amounts) == (other.status, other.amounts)


@unhurried
@given(households())
def test_an_answer_can_always_be_told_and_said_twice_is_the_same(household):
    one, other = c2s(household), c2s(household)
    assert isinstance(one, Answer)
    assert one.to_json() == other.to_json()
