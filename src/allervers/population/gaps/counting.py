"""Gaps counted over a population: persons and days, by fund, right and cause."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from pathlib import Path

from allervers.population import gaps
from allervers.population.files import Refused, duckdb_connection, quoted, replaced
from allervers.population.selection import on_day
from allervers.population.surveying import Survey

FORMATS = (".parquet", ".csv", ".json")
NEEDED = ("deceased", "fund_code", "file_pending", "c2s_status", "non_take_up")
Told = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class GapCount:
    """``state``: past (days lost in the year) or ahead (days exposed); ``established``: a right is known to be held."""

    fund_code: str | None
    right: str
    cause: str
    label: str
    state: str
    established: bool
    persons: int
    days: int


@dataclass(frozen=True, slots=True)
class Counted:
    rows: tuple[GapCount, ...]
    remarks: tuple[str, ...]


def count(
    folder: Path, day: date, out: Path, rights: Path | None = None, told: Told = lambda done, parts: None
) -> Counted:
    """Write to ``out`` (Parquet, CSV or JSON, by its name) the gaps of ``folder`` on ``day``. Raises `Refused`."""
    if out.suffix not in FORMATS or out.is_dir():
        raise Refused(f"{out} : attendu un fichier {', '.join(FORMATS)}")
    with duckdb_connection() as engine:
        survey = Survey.of(engine, folder, rights, day)
        tally = Tally(survey)
        for _ in survey.people(texts(), told):
            tally.add_part()
        with replaced(out) as draft:
            _write(engine, tally.rows, out.suffix, draft)
    return Counted(tally.rows, tuple(remarks(survey)))


@cache
def texts() -> tuple[str, ...]:
    """Every SQL text that the table `people` must be able to answer."""
    own = [text for gap in gaps.known().values() for text in gap.texts]
    named = [*own, *gaps.SITUATED.values(), *NEEDED]
    return tuple(map(_without_situated, named))


def remarks(survey: Survey) -> list[str]:
    if "file_pending" in survey.absent:
        return [*survey.remarks, "colonne absente file_pending : les demandes à l'examen ne se distinguent pas"]
    return [*survey.remarks]


class Tally:
    """Adds up the parts of a survey, whose table `people` holds what `texts` name."""

    def __init__(self, survey: Survey):
        self.survey = survey
        self._persons: Counter[tuple] = Counter()
        self._days: Counter[tuple] = Counter()
        self._query = _query(survey.day)

    def add_part(self) -> None:
        for fund, cause, established, persons, days in self.survey.engine.execute(self._query).fetchall():
            self._persons[fund, cause, established] += persons
            self._days[fund, cause, established] += days

    @property
    def rows(self) -> tuple[GapCount, ...]:
        """By fund, then in the order of the causes; what was not met has no row."""
        known = gaps.known()
        order = {name: place for place, name in enumerate(known)}
        keys = sorted(self._persons, key=lambda key: (key[0] or "", order[key[1]], not key[2]))
        return tuple(
            GapCount(
                fund, known[cause].right, cause, known[cause].label, "ahead" if known[cause].ahead else "past",
                established, self._persons[fund, cause, established], self._days[fund, cause, established],
            )
            for fund, cause, established in keys
        )  # fmt: skip


def _without_situated(text: str) -> str:
    """What the text names, each name of `SITUATED` replaced by what it stands for."""
    from sqlglot import exp, parse_one

    def opened(node: exp.Expression) -> exp.Expression:
        if isinstance(node, exp.Column) and node.name in gaps.SITUATED:
            return exp.paren(parse_one(_without_situated(gaps.SITUATED[node.name]), read="duckdb"))
        return node

    return parse_one(text, read="duckdb").transform(opened).sql("duckdb")


@cache
def _query(day: date) -> str:
    """(fund, cause, established, persons, days) of one part. Within a right a person has the first cause that holds."""
    situated = ", ".join(f"{on_day(text, day)} AS {name}" for name, text in gaps.SITUATED.items())
    groups: dict[tuple[bool, str], list[gaps.Gap]] = {}
    for gap in gaps.known().values():
        groups.setdefault((gap.ahead, gap.right), []).append(gap)
    counted = " UNION ALL ".join(_counted(group, day) for group in groups.values())
    return f"WITH situated AS (SELECT *, {situated} FROM people WHERE deceased IS FALSE) {counted}"


def _counted(group: list[gaps.Gap], day: date) -> str:
    def chosen(what: Callable[[gaps.Gap], str]) -> str:
        return "CASE cause " + " ".join(f"WHEN '{gap.name}' THEN {on_day(what(gap), day)}" for gap in group) + " END"

    cause = " ".join(f"WHEN {on_day(gap.where, day)} THEN '{gap.name}'" for gap in group)
    days = f"date_diff('day', {chosen(lambda gap: gap.first)}, {chosen(lambda gap: gap.last)}) + 1"
    found = f"SELECT *, CASE {cause} END AS cause FROM situated"
    told = (
        f"SELECT fund_code, cause, coalesce({chosen(lambda gap: gap.established)}, FALSE) AS established,"
        f" {days} AS days FROM ({found}) WHERE cause IS NOT NULL"
    )
    return (
        f"SELECT fund_code, cause, established, count(*), sum(days)::BIGINT FROM ({told}) WHERE days > 0 GROUP BY ALL"
    )


def _write(engine, rows: tuple[GapCount, ...], suffix: str, draft: Path) -> None:
    if suffix == ".json":
        draft.write_text(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1), encoding="utf-8")
        return
    engine.execute(
        'CREATE TEMP TABLE counted (fund_code VARCHAR, "right" VARCHAR, cause VARCHAR, label VARCHAR, state VARCHAR,'
        " established BOOLEAN, persons BIGINT, days BIGINT)"
    )
    if rows:
        engine.executemany(
            "INSERT INTO counted VALUES (?, ?, ?, ?, ?, ?, ?, ?)", [[*asdict(row).values()] for row in rows]
        )
    how = "FORMAT parquet" if suffix == ".parquet" else "FORMAT csv, HEADER, DELIMITER ';'"
    engine.execute(f"COPY counted TO '{quoted(draft)}' ({how})")
