"""Base rights, AME and urgent care of a population: what the interpreter answers, for everybody in turn."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import duckdb
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from allervers.law import Situation, evaluate
from allervers.law.agreement import CONTRADICTORY
from allervers.law.evaluation import Run, compile_node
from allervers.law.facts import facts_of
from allervers.law.inputs import Unknown
from allervers.law.operations import age_at
from allervers.law.registry import law
from allervers.population.checks import SINCE_BIRTH
from allervers.population.engines import DuckDB
from allervers.population.persons import RIGHTS, CompiledLawOfPersons, status_of_each
from allervers.population.tables import BENEFITS_TOLD, INSURED, LINKS, OF_PERSONS, PREVIOUS, STATUSES, STAYS
from tests.population.country import create_tables, described, household, living
from tests.population.households import households
from tests.population.test_same_everywhere import DAY, ask, population

# Before and after the delay of asylum seekers, the maintenance of six months, and the closing 45 days after it.
DAYS = [date(2019, 12, 1), date(2021, 3, 31), date(2023, 5, 1), date(2025, 9, 1)]
COUNTRIES = {"FR": "FR", "EU": "DE", "OTHER": "DZ", None: None}


@cache
def text(day: date, right: str) -> CompiledLawOfPersons:
    return CompiledLawOfPersons(day, right)


@pytest.fixture(scope="module")
def engine():
    with duckdb.connect() as connection:
        yield connection


@st.composite
def statuses(draw) -> dict:
    """Two statuses at most, and never two that nobody has at once."""
    said = draw(st.lists(st.sampled_from(STATUSES), max_size=2, unique=True))
    if tuple(said) in CONTRADICTORY or tuple(reversed(said)) in CONTRADICTORY:
        said = said[:1]
    return {status: status in said for status in STATUSES}


@st.composite
def joined(draw) -> dict:
    """An insured person who is joined: how, who it is (perhaps not told), and whether one depends on them."""
    link = draw(st.sampled_from([None, None, *LINKS]))
    return {
        "joins_link": link,
        "joins_insured": link and draw(st.sampled_from([*INSURED, None])),
        "joins_dependent": link and draw(st.booleans()),
    }


@st.composite
def stays(draw, day: date) -> dict:
    """What is known of somebody's stay, days around which a rule turns among them."""

    def around() -> date | None:
        ago = draw(st.sampled_from([None, 0, 89, 90, 91, 92, 93, 182, 228, 365, 366, 2_000]))
        return ago if ago is None else day - timedelta(ago)

    # Five years of lawful stay, six months after a job of a year: the days on both sides.
    lawful = draw(st.sampled_from([None, None, day - timedelta(1_825), day - timedelta(1_827), day]))
    ended = draw(st.sampled_from([None, None, day, day - timedelta(180), day - timedelta(185)]))
    declared = draw(st.sampled_from([False, True]))
    requested = draw(st.sampled_from([None, day - timedelta(29), day - timedelta(30)])) if declared else None
    return {
        "nationality_group": draw(st.sampled_from(["FR", "EU", "EU", "OTHER", "OTHER", None])),
        "stay": draw(st.sampled_from([*STAYS, None])),
        "residence_since": (arrived := around()),
        "lawful_residence_since": lawful and max(lawful, arrived or lawful),
        "last_job_started_on": ended and draw(st.sampled_from([None, ended - timedelta(365), ended - timedelta(367)])),
        "last_job_ended_on": ended,
        "stay_irregular_since": around(),
        "residence_title_expires_on": around(),
        "puma_since": draw(st.sampled_from([None, date(2015, 1, 1)])),
        "employment_start": draw(st.sampled_from([None, None, day, day + timedelta(1)])),
        **draw(statuses()),
        **draw(joined()),
        **{benefit: draw(st.sampled_from([None, False, False, True])) for benefit in BENEFITS_TOLD},
        **{name: draw(st.booleans()) if declared else None for name in PREVIOUS[:3]},
        "portability_requested": requested is not None if declared else None,
        "portability_requested_on": requested,
        "portability_answered": False if declared else None,
        "rights_elsewhere": None,
    }


@st.composite
def countries(draw) -> tuple[list[dict], date]:
    day = draw(st.sampled_from(DAYS))
    drawn = [draw(households(number, day)) for number in range(1, draw(st.integers(1, 6)) + 1)]
    for each in drawn:
        for person in each["persons"]:
            person |= draw(stays(day))
            if born := person["birth_date"]:
                person |= {name: max(said, born) for name in SINCE_BIRTH if (said := person.get(name))}
    return drawn, day


def benefits_of(person: dict, day: date, unsaid: bool) -> list[str] | None:
    """Those of the columns; where nobody knows what the household receives, a situation says that of each whom it
    would prove the residence of."""
    told = [benefit for benefit in BENEFITS_TOLD if person[benefit]]
    born = person["birth_date"]
    proved = person["role"] in ("applicant", "spouse", "partner") or born is None or age_at(born, day) < 18
    return None if unsaid and proved and not told else told


def situation(each: dict, day: date) -> Situation:
    told = described(each, day)
    helped = each["rsa"] or (each["housing_benefit_cents"] or 0) > 0
    unsaid = not helped and None in (each["rsa"], each["housing_benefit_cents"])
    for field, person in zip(told["persons"], living(each, day), strict=True):
        title = person["residence_title_expires_on"]
        field |= {
            "nationality": COUNTRIES[person["nationality_group"]],
            "benefits": benefits_of(person, day, unsaid),
            # Of a child of a parent who had the right before: since birth.
            "puma_open_since": person["puma_since"]
            and max(person["puma_since"], person["birth_date"] or person["puma_since"]),
            **{name: person[name] for name in ("stay", "residence_since", "stay_irregular_since")},
            **({"residence_title": {"kind": "residence_card", "expires_on": title}} if title else {}),
            **({"employment_start": start} if (start := person["employment_start"]) else {}),
            **({"lawful_residence_since": lawful} if (lawful := person["lawful_residence_since"]) else {}),
            **(
                {"last_job": {"started_on": person["last_job_started_on"], "ended_on": ended}}
                if (ended := person["last_job_ended_on"])
                else {}
            ),
        }
        if link := person["joins_link"]:
            told_of = {"insured": person["joins_insured"], "dependent": person["joins_dependent"]}
            field["joins_insured"] = {"link": link, **told_of}
        field["statuses"] = [*(field["statuses"] or []), *(status for status in STATUSES if person[status])]
        if person["ceam"] is not None:
            requested = person["portability_requested_on"]
            field["previous_scheme"] = {name: person[name] for name in PREVIOUS[:3]}
            field["previous_scheme"] |= {"portability_requested_on": requested} if requested else {}
    return Situation.from_dict(told)


def interpreted(drawn: list[dict], day: date, right: str) -> dict[int, str]:
    """By person. That of the applicant is checked against the law's own answer."""
    told = {person["person_id"]: "not_entitled" for each in drawn for person in each["persons"]}
    status = compile_node(law(), status_of_each(law(), right))
    for each in drawn:
        if not (alive := living(each, day)):
            continue
        asked = situation(each, day)
        run = Run(law(), facts_of(asked))
        for place, person in enumerate(alive):
            value = status(run, place, None)
            told[person["person_id"]] = "unknown" if isinstance(value, Unknown) else value
        applicant = alive[run.applicant]["person_id"]
        assert told[applicant] == evaluate(asked, rights=[right])[right].status
    return told


def compiled(engine, drawn: list[dict], day: date, right: str) -> dict[int, tuple]:
    create_tables(engine, drawn)
    DuckDB(engine, text(day, right)).answer()
    found = engine.execute(text(day, right).sql("entitlements", "duckdb")).fetchall()
    assert {row[2] for row in found} == {right}
    return {person: (status, missing) for _, person, _, status, missing in found}


@given(country=countries())
@settings(max_examples=6, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
def test_everybody_gets_the_answer_of_the_interpreter(engine, country):
    drawn, day = country
    for right in RIGHTS:
        found = compiled(engine, drawn, day, right)
        assert {person: status for person, (status, _) in found.items()} == interpreted(drawn, day, right), right
        # What lacks is told where, and only where, the answer hangs on it.
        assert all((status == "unknown") == (missing > 0) for status, missing in found.values()), right


def test_the_result_has_the_columns_and_types_of_its_table(engine):
    create_tables(engine, [])
    for right in RIGHTS:
        DuckDB(engine, text(DAYS[0], right)).answer()
        described = engine.execute("DESCRIBE " + text(DAYS[0], right).sql("entitlements", "duckdb")).fetchall()
        assert [tuple(row[:2]) for row in described] == [(column.name, column.type) for column in OF_PERSONS.columns]


def test_the_command_judges_the_right_that_is_asked_for_and_lists_refuse_rights_of_another_kind(tmp_path):
    child = {"role": "child", "birth_date": date(2015, 1, 1), "activity": "inactive"}
    folder = population(tmp_path / "p", {"activity": "employed"}, child)
    status, _, said = ask("evaluate", folder, "--date", DAY, "--out", tmp_path / "puma", "--right", "puma")
    assert status == 0, said
    found = duckdb.read_parquet(str(tmp_path / "puma" / "entitlements" / "*.parquet"))
    assert found.columns == [column.name for column in OF_PERSONS.columns]
    # Of an insured parent, the child of whom no residence date is known.
    assert sorted(found.fetchall()) == [(1, 1, "puma", "entitled", 0), (1, 2, "puma", "entitled", 0)]
    for command, file in (("gaps", "g.csv"), ("detect", "l.parquet"), ("diagnose", "d.html")):
        options = ("--target", "c2s_free_not_taken_up") if command == "detect" else ()
        out = ("--out", tmp_path / file, "--entitlements", tmp_path / "puma", *options)
        status, _, said = ask(command, folder, "--date", DAY, *out)
        assert (status, "droits d'une autre sorte (puma)" in said) == (2, True), command
    status, _, said = ask("evaluate", folder, "--date", DAY, "--out", tmp_path / "puma")
    assert (status, "le droit a changé (puma, demandé c2s)" in said) == (2, True)


def test_a_benefit_of_the_person_or_of_the_household_proves_the_residence_of_whom_it_counts(engine):
    """The day itself of the arrival: nothing else than a benefit opens (D160-2 I CSS); nor does one of the household
    for an adult who is not of the couple, nor asylum for a child of 18 (D160-2 II 1°)."""
    base = {"nationality_group": "FR", "residence_since": DAYS[3]}
    asylum = base | {"nationality_group": "OTHER", "stay": "asylum_seeker"}
    young = {"role": "child", "birth_date": date(2007, 9, 2)}
    grown = {"role": "child", "birth_date": date(2007, 9, 1)}
    of_another = asylum | young | {"stay": None}
    the_adult_waits = ["entitled", "entitled", "not_entitled"]
    cases = [
        ({}, [base], ["not_entitled"]),
        ({}, [base | {"apa": True}], ["entitled"]),
        ({}, [base | {"pch": True}], ["entitled"]),
        ({"rsa": True}, [base, base | young, base | grown], the_adult_waits),
        ({"housing_benefit_cents": 1}, [base], ["entitled"]),
        ({"housing_benefit_cents": 0}, [base], ["not_entitled"]),
        ({}, [base | {"resources": (("aah", date(2025, 9, 1), 90_000),)}], ["entitled"]),
        ({}, [base | {"resources": (("aspa", date(2025, 8, 1), 1),)}], ["entitled"]),
        ({}, [base | {"resources": (("asi", date(2025, 7, 1), 90_000),)}], ["not_entitled"]),
        ({}, [base | {"resources": (("activity_bonus", date(2025, 9, 1), 90_000),)}], ["not_entitled"]),
        ({}, [base | {"resources": (("aah", date(2025, 9, 1), None),)}], ["unknown"]),
        ({"family": (("family_allowance", date(2025, 8, 1), 1),)}, [base, base | young, base | grown], the_adult_waits),
        ({"family": (("family_supplement", date(2025, 7, 1), 1),)}, [base], ["not_entitled"]),
        ({}, [asylum, of_another, asylum | grown], ["not_entitled", "entitled", "not_entitled"]),
    ]
    drawn = [household(number, *persons, **fields) for number, (fields, persons, _) in enumerate(cases, start=1)]
    found = compiled(engine, drawn, DAYS[3], "puma")
    for each, (_, _, expected) in zip(drawn, cases, strict=True):
        assert [found[person["person_id"]][0] for person in each["persons"]] == expected


def test_a_minor_is_covered_by_the_insured_parent_with_whom_they_live(engine):
    """Whatever their own stay and residence (L160-2); a foreigner in prison without a title is covered alone."""
    here = date(2025, 8, 1)
    worker = {"nationality_group": "FR", "activity": "employed"}
    without_title = {"nationality_group": "OTHER", "stay": "irregular", "residence_since": here, "activity": "inactive"}
    young = without_title | {"role": "child", "birth_date": date(2007, 9, 2)}
    grown = without_title | {"role": "child", "birth_date": date(2007, 9, 1)}
    spouse = {"role": "spouse"}
    cases = [
        ([worker, young], ["entitled", "entitled"]),
        ([worker, grown], ["entitled", "not_entitled"]),
        ([worker, young | {"activity": "employed"}], ["entitled", "not_entitled"]),
        ([worker, young | {"role": "other_dependant"}], ["entitled", "not_entitled"]),
        ([without_title, young], ["not_entitled", "not_entitled"]),
        ([without_title, worker | spouse, young], ["not_entitled", "entitled", "entitled"]),
        ([without_title | {"prisoner": True}, young], ["entitled", "not_entitled"]),
        ([worker | {"nationality_group": None}, young], ["unknown", "unknown"]),
    ]
    drawn = [household(number, *persons) for number, (persons, _) in enumerate(cases, start=1)]
    for right in ("puma", "ame"):
        found = compiled(engine, drawn, DAYS[3], right)
        told = [[found[person["person_id"]][0] for person in each["persons"]] for each in drawn]
        if right == "puma":
            assert told == [expected for _, expected in cases]
        else:
            assert [line[-1] for line, (_, base) in zip(told, cases, strict=True) if base[-1] == "entitled"] == (
                ["not_entitled"] * 2
            )


@pytest.mark.parametrize("words", [("--right", "rsa"), ("--right", "ame", "--engine", "spark")])
def test_a_right_that_cannot_be_judged_is_said_in_one_line(tmp_path, words):
    status, shown, said = ask("evaluate", tmp_path, "--date", DAY, "--out", tmp_path / "out", *words)
    assert (status, shown, said.count("\n")) == (2, "", 1)
    assert "attendu" in said
