"""What the diagnosis counts, part by part: memory is bounded by one part, and the counts are all that remains."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from allervers.population import gaps, selection
from allervers.population.diagnosis import dimensions, places
from allervers.population.diagnosis.dimensions import COMMUNE, DEPARTMENT, FIXED, Dimension
from allervers.population.diagnosis.places import Fund
from allervers.population.files import Refused, duckdb_connection
from allervers.population.gaps import counting as gap_counting
from allervers.population.surveying import Survey
from allervers.population.targets import Target, known

HERE, REST = "here", "rest"
"""The place of the diagnosis, and the other funds of the population."""

STATES = ("entitled", "not_entitled", "no_base_right", "unknown", "deceased")
Told = Callable[[int, int], None]

# A C2S asks for base rights: who has the AME, or none, cannot take it up.
_STATE = """CASE WHEN deceased THEN 'deceased' WHEN ame_held OR NOT puma_open THEN 'no_base_right'
    WHEN c2s_status IN ('free', 'contribution') AND non_take_up IS NOT NULL THEN 'entitled'
    WHEN c2s_status = 'none' THEN 'not_entitled' ELSE 'unknown' END"""
_COMMUNE = "CASE WHEN regexp_matches(commune_code, '^([0-9]{2}|2A|2B)[0-9]{3}$') THEN commune_code END"
_OF_COMMUNE = "CASE WHEN commune LIKE '97%' THEN left(commune, 3) ELSE left(commune, 2) END"


@dataclass
class Tally:
    """Persons by scope (`HERE`, `REST`) unless said otherwise.

    ``take_up``: (scope, dimension, group, class, taken up) → persons entitled; dimension `total` has the group ``""``.
    ``states``: (scope, state) → persons.
    ``gaps``: by fund and cause. ``funds``: fund → insured persons.
    ``residents``: commune → insured persons of the fund; none in a country's diagnosis.
    ``targets``: (scope, target) → persons on the list.
    ``located``: (scope, how) → persons entitled whose département is that of their `commune`, or of their `fund`.
    """

    day: date
    fund: str | None
    take_up: Counter = field(default_factory=Counter)
    states: Counter = field(default_factory=Counter)
    targets: Counter = field(default_factory=Counter)
    located: Counter = field(default_factory=Counter)
    funds: Counter = field(default_factory=Counter)
    residents: Counter = field(default_factory=Counter)
    gaps: tuple[gap_counting.GapCount, ...] = ()
    absent: frozenset[str] = frozenset()
    remarks: tuple[str, ...] = ()
    unanswered: dict[str, list[str]] = field(default_factory=dict)
    """Targets that cannot be counted, with the columns that lack."""

    @property
    def has_others(self) -> bool:
        """Other funds are in the population: there is something to compare with."""
        return any(scope == REST for scope, _ in self.states)


def count(
    folder: Path,
    day: date,
    fund: str | None,
    funds: Mapping[str, Fund],
    rights: Path | None = None,
    told: Told = lambda done, parts: None,
) -> Tally:
    """Raises `Refused`. ``fund`` None: the whole population; ``funds`` says the département of each."""
    with duckdb_connection() as engine:
        survey = Survey.of(engine, folder, rights, day)
        tally = Tally(day, fund, absent=survey.absent, remarks=survey.remarks)
        tally.unanswered = {name: lacking for name, target in known().items() if (lacking := _lacking(target, survey))}
        targets = [target for name, target in known().items() if name not in tally.unanswered]
        lost = gap_counting.Tally(survey)
        _prepare(engine, funds)
        for _ in survey.people(_texts(targets, survey), told):
            lost.add_part()
            _add_part(engine, tally, targets, survey)
        tally.gaps = lost.rows
    if fund is not None and not tally.funds[fund]:
        raise Refused(_no_such_fund(fund, tally))
    return tally


def _no_such_fund(fund: str, tally: Tally) -> str:
    there = sorted(code for code in tally.funds if code)
    shown = ", ".join(there[:10]) + (f"… ({len(there)} caisses)" if len(there) > 10 else "")
    return f"--fund {fund} : aucune personne de cette caisse dans la population, caisses présentes : {shown}"


def _lacking(target: Target, survey: Survey) -> list[str]:
    return survey.columns.absent(selection.texts(target))


def _texts(targets: list[Target], survey: Survey) -> list[str]:
    texts = list(gap_counting.texts())
    texts += [text for each in FIXED for text in [each.sql] if each.name != "household"]
    texts += ["role", "household_id", "fund_code", "commune_code", "deceased", "ame_held"]
    for target in targets:
        unsaid = selection.left_unsaid(target, survey.columns)
        soft = [each.column for each in selection.exclusions(target) if not each.strict and each not in unsaid]
        texts += [*selection.texts(target), *soft]
    return texts


def _prepare(engine, funds: Mapping[str, Fund]) -> None:
    engine.execute("CREATE TEMP TABLE fund_place (fund_code VARCHAR, of_fund VARCHAR)")
    if funds:
        engine.executemany(
            "INSERT INTO fund_place VALUES (?, ?)", [[code, fund.department] for code, fund in funds.items()]
        )
    engine.execute("CREATE TEMP TABLE place (of_commune VARCHAR)")
    engine.executemany("INSERT INTO place VALUES (?)", [[code] for code in places.NAMES])


def _add_part(engine, tally: Tally, targets: list[Target], survey: Survey) -> None:
    scope = (
        "'here'" if tally.fund is None else f"CASE WHEN fund_code = '{_quoted(tally.fund)}' THEN 'here' ELSE 'rest' END"
    )
    engine.execute(_living(scope, survey.day))
    add = _adder(engine)
    add(tally.states, "SELECT scope, state, count(*) FROM living GROUP BY ALL")
    add(tally.funds, "SELECT fund_code, count(*) FROM living WHERE state <> 'deceased' GROUP BY ALL", single=True)
    if tally.fund is not None:
        insured = "scope = 'here' AND state <> 'deceased' AND commune IS NOT NULL"
        add(tally.residents, f"SELECT commune, count(*) FROM living WHERE {insured} GROUP BY ALL", single=True)
    add(tally.located, "SELECT scope, located, count(*) FROM entitled GROUP BY ALL")
    for name, group, kept in _groupings():
        add(
            tally.take_up,
            f"SELECT scope, '{name}', coalesce({group}, '{dimensions.UNKNOWN}'), c2s_status, NOT non_take_up, count(*)"
            f" FROM entitled WHERE {kept} GROUP BY ALL",
        )
    if targets:
        lists = " UNION ALL ".join(
            f"SELECT {scope} AS scope, target FROM ({selection.listing(each, survey.columns, survey.day)})"
            for each in targets
        )
        add(tally.targets, f"SELECT scope, target, count(*) FROM ({lists}) GROUP BY ALL")


def _groupings() -> list[tuple[str, str, str]]:
    """Name of the dimension, column of the group, and which rows: communes are those of the fund alone."""
    fixed = [(each.name, f"g_{each.name}", "TRUE") for each in FIXED]
    return [
        ("total", "''", "TRUE"),
        *fixed,
        (DEPARTMENT, "department", "TRUE"),
        (COMMUNE, "commune", "scope = 'here'"),
    ]


def _living(scope: str, day: date) -> str:
    """The table `living`, with a state for everybody, and the view `entitled` of those whom the diagnosis is about."""
    home = ", ".join(f"{sql} AS {name}" for name, sql in dimensions.HOME.items())
    groups = ", ".join(f"{_group(each, day)} AS g_{each.name}" for each in FIXED)
    open_ = selection.on_day(gaps.SITUATED["puma_open"], day)
    return f"""
    CREATE OR REPLACE TEMP TABLE living AS
    SELECT scope, fund_code, state, c2s_status, non_take_up, located, department, commune, {groups}
    FROM (
        SELECT *, {_STATE} AS state, CASE WHEN of_commune IS NOT NULL THEN 'commune' ELSE 'fund' END AS located,
               coalesce(of_commune, of_fund, '{places.UNKNOWN}') AS department
        FROM (SELECT *, {scope} AS scope, {open_} AS puma_open, {_COMMUNE} AS commune FROM people) AS p
        JOIN (SELECT household_id, {home} FROM people GROUP BY household_id) AS home USING (household_id)
        LEFT JOIN place ON of_commune = {_OF_COMMUNE}
        LEFT JOIN fund_place AS f ON f.fund_code = p.fund_code
    );
    CREATE OR REPLACE TEMP VIEW entitled AS FROM living WHERE state = 'entitled'"""


def _group(each: Dimension, day: date) -> str:
    return selection.on_day(each.sql, day)


def _adder(engine) -> Callable:
    def add(counter: Counter, query: str, single: bool = False) -> None:
        for *key, persons in engine.execute(query).fetchall():
            counter[key[0] if single else tuple(key)] += persons

    return add


def _quoted(text: str) -> str:
    return text.replace("'", "''")
