"""A fictitious population with the published margins of the country, part by part in bounded memory.

Nobody in it exists: no names, no numbers of social security, communes that are not on any map. What a household or
a person is hangs on the seed and on its number only, so that the size and the order of the parts change nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from importlib import resources
from itertools import pairwise
from pathlib import Path
from string import Template

from allervers.law import parameters
from allervers.law.codes import TAX_NOTICE_KINDS
from allervers.population import margins
from allervers.population.files import Refused, duckdb_connection, quoted, replaced
from allervers.publishing.machine import why

TABLES = ("households", "persons", "resources")
PERSONS_PER_PART = 1_000_000
MOST_PERSONS = 1_000_000_000
# Raise it when the same seed gives other rows than before: a folder begun by another generator is not continued.
GENERATOR = 4
NOTICE = "Population fictive, tirée au hasard : aucune de ces personnes n'existe."
MANIFEST = "population.json"
# Where nobody is left to fill the last block, persons live alone.
ALONE = "alone"
TERRITORIES = {"971": "guadeloupe", "972": "martinique", "973": "guyane", "974": "reunion", "976": "mayotte"}
CORSICA = {"201": "2A", "202": "2B"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for. Raises `Refused` when it cannot be."""

    persons: int
    seed: int
    day: date
    persons_per_part: int = PERSONS_PER_PART

    def __post_init__(self):
        if not 0 < self.persons <= MOST_PERSONS:
            raise Refused(f"--persons {self.persons} : attendu un nombre de 1 à {MOST_PERSONS}")
        if not 0 <= self.seed < 2**63:
            raise Refused(f"--seed {self.seed} : attendu un nombre entier, 0 ou plus (moins de 2 puissance 63)")
        if self.persons_per_part <= 0:
            raise Refused(f"--persons-per-part {self.persons_per_part} : attendu un nombre positif")
        starts = parameters.load("c2s").starts
        if not starts <= self.day < date(2100, 1, 1):
            raise Refused(f"--date {self.day} : attendu une date à partir du {starts}, début de la C2S")


@dataclass(frozen=True, slots=True)
class Layout:
    """How many households make the persons wanted, and in which parts. Households are numbered from 0.

    The last block is cut before the first household that has no room; who remains lives alone.
    """

    households: int
    alone_from: int
    block_households: int
    block_persons: int
    households_per_part: int

    @property
    def parts(self) -> int:
        return -(-self.households // self.households_per_part)

    def part(self, number: int) -> tuple[int, int]:
        first = number * self.households_per_part
        return first, min(first + self.households_per_part, self.households)


def synthesise(wanted: Wanted, folder: Path, told: Callable[[int, int], None] = lambda done, parts: None) -> int:
    """Draw the population into ``folder``; parts already there are kept. Returns the number of parts drawn now.

    ``told(done, parts)`` is called at the start and after each part. Raises `Refused`.
    """
    _claim(wanted, folder)
    with duckdb_connection() as engine:
        values = _settings(wanted)
        engine.execute(_sql("settings", values))
        layout = _layout(engine, wanted, values)
        drawn = 0
        for number in range(layout.parts):
            told(number, layout.parts)
            if not all(_file(folder, table, number).exists() for table in TABLES):
                _draw(engine, values, layout, number, folder)
                drawn += 1
        told(layout.parts, layout.parts)
    return drawn


def _claim(wanted: Wanted, folder: Path) -> None:
    """The folder is empty, or holds the beginning of this very population."""
    import duckdb

    ours = {key: str(value) if isinstance(value, date) else value for key, value in asdict(wanted).items()}
    ours |= {"generator": GENERATOR, "duckdb": duckdb.__version__}
    manifest = folder / MANIFEST
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if manifest.exists():
            theirs = json.loads(manifest.read_text(encoding="utf-8"))
            for key, value in ours.items():
                if theirs.get(key) != value:
                    raise Refused(
                        f"{folder} : contient une autre population ({key} {theirs.get(key)}, demandé {value})"
                    )
            return
        if any(folder.iterdir()):
            raise Refused(f"{folder} : dossier non vide, attendu un dossier vide ou une population à reprendre")
        for table in TABLES:
            (folder / table).mkdir()
        with replaced(manifest) as draft:
            draft.write_text(json.dumps({"notice": NOTICE, **ours}, ensure_ascii=False, indent=2), encoding="utf-8")
    except (OSError, ValueError) as error:
        raise Refused(f"{folder} : {why(error) if isinstance(error, OSError) else f'{MANIFEST} illisible'}") from error


def _file(folder: Path, table: str, number: int) -> Path:
    return folder / table / f"part-{number:05}.parquet"


def _draw(engine, values: dict[str, object], layout: Layout, number: int, folder: Path) -> None:
    """One part: its households in memory, the three files straight to the disk."""
    first, last = layout.part(number)
    values = values | asdict(layout) | {"first": first, "last": last}
    for name in ("households", "persons", "resources"):
        engine.execute(_sql(name, values))
    for table in TABLES:
        with replaced(_file(folder, table, number)) as draft:
            notice = NOTICE.replace("'", "''")
            engine.execute(
                f"COPY ({_rows_of(table, values['day'])}) TO '{quoted(draft)}'"
                f" (FORMAT parquet, COMPRESSION zstd, KV_METADATA {{notice: '{notice}'}})"
            )


def _rows_of(table: str, day: object) -> str:
    """The rows of a table as they are written: persons with what their last tax notice says, that of an even income."""
    if table != "persons":
        return f"SELECT * FROM {table}"
    known = ", ".join(f"'{kind}'" for kind in TAX_NOTICE_KINDS)
    sums = ", ".join(
        f"CASE WHEN NOT bool_or(kind = '{kind}' AND amount_cents IS NULL)"
        f" THEN (sum(amount_cents) FILTER (kind = '{kind}'))::BIGINT END AS tax_notice_{kind}_cents"
        for kind in TAX_NOTICE_KINDS
    )
    month = f"date_trunc('month', {day})"
    return (
        "SELECT persons.*, notices.* EXCLUDE (person_id) FROM persons LEFT JOIN ("
        f"SELECT person_id, {sums} FROM resources WHERE kind IN ({known})"
        f" AND month BETWEEN {month} - INTERVAL 13 MONTH AND {month} - INTERVAL 2 MONTH GROUP BY person_id"
        ") AS notices USING (person_id) ORDER BY household_id, person_id"
    )


def _sql(name: str, values: dict[str, object]) -> str:
    text = resources.files(__package__).joinpath("drawing", f"{name}.sql").read_text(encoding="utf-8")
    # Whole numbers of 64 bits everywhere: a literal alone would have 32.
    whole = {key: f"{value}::BIGINT" for key, value in values.items() if isinstance(value, int)}
    return Template(text).substitute(values | whole)


def _layout(engine, wanted: Wanted, values: dict[str, object]) -> Layout:
    block_households, block_persons = engine.execute(
        "SELECT count(*), sum(adults + children)::BIGINT FROM pattern"
    ).fetchone()
    blocks, rest = divmod(wanted.persons, block_persons)
    # The order of a block is the same for all: the last one keeps what has room in it.
    whole, lodged = engine.execute(
        "SELECT count(*), coalesce(sum(adults + children), 0)::BIGINT FROM pattern"
        " WHERE persons_before + adults + children <= ?",
        [rest],
    ).fetchone()
    alone_from = blocks * block_households + whole
    (values["alone_position"],) = engine.execute("SELECT min(position) FROM pattern WHERE kind = ?", [ALONE]).fetchone()
    blocks_per_part = max(1, round(wanted.persons_per_part / block_persons))
    households = alone_from + rest - lodged
    return Layout(households, alone_from, block_households, block_persons, blocks_per_part * block_households)


def _settings(wanted: Wanted) -> dict[str, object]:
    """Everything that the SQL of ``drawing/`` asks for by name, as integers, literals and cases."""
    values: dict[str, object] = {
        "seed": wanted.seed,
        "persons": wanted.persons,
        "day": f"DATE '{wanted.day}'",
        "flu_season": f"DATE '{_flu_season(wanted.day)}'",
        "thousands": sum(margins.funds().values()),
        "kinds": ", ".join(_kind_row(kind) for kind in margins.kinds()),
        "funds": ", ".join(_fund_row(code, size) for code, size in margins.funds().items()),
    }
    values |= _standards() | _law(wanted.day) | margins.probabilities() | _cases()
    values |= {name: margins.share(name) for name in margins.read()["shares"] if name not in values}
    for name in margins.read()["amounts"]:
        values[f"amount_{name}" if name in values else name] = margins.amount(name)
    return values


def _kind_row(kind: margins.Kind) -> str:
    return (
        f"('{kind.name}', {kind.count}, {kind.adults}, {kind.children}, {kind.ages[0]}, {kind.ages[1]}, {kind.women},"
        f" {kind.free}, {kind.contribution}, {str(kind.irregular).lower()})"
    )


def _fund_row(code: str, thousands: int) -> str:
    """The first figures of a fund's code are its département."""
    department = code if code in TERRITORIES else CORSICA.get(code, code[:2])
    return f"('{code}', '{department}', '{TERRITORIES.get(code, 'metropole')}', {thousands})"


def _standards() -> dict[str, object]:
    points = margins.living_standard()
    rows = ", ".join(f"({start}, {low}, {end}, {high})" for (start, low), (end, high) in pairwise(points))
    return {"standards": rows, "standard_from": points[0][0]}


def _law(day: date) -> dict[str, int]:
    """What the law says that day, so that the rights drawn are those that it will judge."""
    figures = parameters.load("c2s").parameters
    ceiling, _ = figures["c2s_table_free_metropole"].at(day).value.at(1)
    return {"ceiling": ceiling, "rsa_base": figures["rsa_base_amount"].at(day).value}


def _cases() -> dict[str, str]:
    household = ("nationality", "housing", "housing_benefit")
    cases = {name: margins.case(name, f"draw(household_id, '{name}')") for name in household}
    for place in (1, 2):
        draw = f"draw(household_id, 'activity {place}')"
        cases[f"activity_{place}"] = margins.case("activity", draw, age=f"age_{place}")
    for name in margins.read()["categories"].keys() - {*household, "activity"}:
        cases[name] = margins.case(name, f"draw(person_id, '{name}')")
    return cases


def _flu_season(day: date) -> date:
    """The start of the last season that has begun."""
    return date(day.year if (day.month, day.day) >= (10, 15) else day.year - 1, 10, 15)
