"""A population checked before any work: types, codes, dates, identifiers, households whole in their part.

Every problem is counted over all the parts, and told with the first rows where it was met.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import duckdb

from allervers.law.agreement import CONTRADICTORY, FIRST_C2S
from allervers.law.codes import FAMILY_KINDS
from allervers.law.fields import FIRST_YEAR, LARGEST_AMOUNT, LAST_YEAR
from allervers.law.situation import MOST_PERSONS, OLDEST
from allervers.population.files import Refused, counted, parquet
from allervers.population.opening import ROW, texts_that_are_none, types_in, view
from allervers.population.tables import NEW_BUSINESS, PERSONS, TABLES, Table

FIRST, LAST = f"DATE '{FIRST_YEAR}-01-01'", f"DATE '{LAST_YEAR}-12-31'"
# As in a situation (`law.agreement`). Base rights are left out: a child's columns may tell those of the parent.
UNTIL_THE_DAY = (
    *("residence_since", "lawful_residence_since", "stay_irregular_since", "sick_leave_since"),
    *("last_job_started_on", "last_job_ended_on", "portability_requested_on"),
)
SINCE_BIRTH = (
    *UNTIL_THE_DAY,
    *("residence_title_expires_on", "employment_start", "unemployment_benefit_granted_on"),
)
# Where other systems write the last day of the calendar for « sans fin ».
MAY_BE_ENDLESS = ("puma_until", "c2s_until", "ame_until", "residence_title_expires_on")
LONGEST_TEXT = 200
_ADULTS = "role IN ('applicant', 'spouse', 'partner')"
SHOWN = 3
COLUMNS = {column.name for column in PERSONS.columns}
Told = Callable[[int, int], None]


class Rule(NamedTuple):
    """Rows of ``table`` where ``wrong`` holds; ``told`` is the column shown, ``expected`` what it should be."""

    table: str
    wrong: str
    told: str
    expected: str


@dataclass
class Problem:
    count: int = 0
    first: list[str] = field(default_factory=list)

    def add(self, count: int, rows: list[str]) -> None:
        self.count += count
        self.first += rows[: SHOWN - len(self.first)]


def check(
    connection, folder: Path, parts: list[str], day: date, told: Told = lambda done, parts: None
) -> tuple[str, ...]:
    """Raise `Refused` with the report if anything is wrong, in one line; else what a person must know (remarks)."""
    for part in parts:
        for table in TABLES.values():
            types_in(connection, folder / table.name / part, table.columns)
    problems: dict[str, Problem] = {}
    twice = Problem()
    rules = [rule for table in TABLES.values() for rule in _rules(table, day)]
    for part, doubts in _suspects(connection, folder, parts, rules, told):
        if doubts.texts:
            _check_texts(folder, part, problems)
            continue
        with readable(part):
            _open(connection, folder, part, numbered=True)
            if doubts.twice:
                _count_twice(connection, part, twice)
            if not doubts.rows:
                continue
            for table in TABLES:
                _check_rows(connection, f"{table}/{part}", [rule for rule in rules if rule.table == table], problems)
            _check_households(connection, part, problems)
    _check_parts(connection, folder, parts, problems)
    if problems:
        raise Refused(_report(folder, problems))
    return (_told_twice(twice),) if twice.count else ()


def _open(connection, folder: Path, part: str, numbered: bool = False) -> None:
    for name, table in TABLES.items():
        view(connection, name, folder / name / part, table, numbered)


class Doubts(NamedTuple):
    """What a quick look found in a part: texts that are none, something wrong in the rows, amounts given twice."""

    texts: bool = False
    rows: bool = False
    twice: bool = False


def _suspects(
    connection, folder: Path, parts: list[str], rules: list[Rule], told: Told
) -> Iterator[tuple[str, Doubts]]:
    """The parts with something to look at, two looked at at a time: each asks many short questions."""

    def doubts(part: str) -> Doubts:
        with connection.cursor() as own, readable(part):
            _open(own, folder, part)
            try:
                return Doubts(rows=not _looks_right(own, rules), twice=_may_be_twice(own))
            except duckdb.InvalidInputException as error:
                if "Invalid string encoding" not in str(error):
                    raise
                return Doubts(texts=True)

    with ThreadPoolExecutor(2) as pool:
        try:
            found = []
            for done, (part, each) in enumerate(zip(parts, pool.map(doubts, parts), strict=True)):
                told(done, len(parts))
                if any(each):
                    found.append((part, each))
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    return iter(found)


def _report(folder: Path, problems: dict[str, Problem]) -> str:
    total = sum(problem.count for problem in problems.values())
    told = " ;".join(f" {problem.count} × {text} ({' ; '.join(problem.first)})" for text, problem in problems.items())
    return f"{folder} : {counted(total, 'anomalie')}, rien n'a été calculé —{told}"


@contextmanager
def readable(part: str) -> Iterator[None]:
    """A part damaged in its middle is found out only when it is read."""
    try:
        yield
    except (duckdb.InvalidInputException, duckdb.SerializationException, duckdb.InternalException) as error:
        raise Refused(f"{part} : partie illisible, attendu des fichiers Parquet entiers") from error


def _rules(table: Table, day: date) -> list[Rule]:
    """What no row may hold. Null, which is unknown, is refused only where a column is required."""
    rules = []
    for column in table.columns:
        name = column.name
        if column.required:
            rules.append(Rule(table.name, f"{name} IS NULL", name, f"{name} absent"))
        if column.codes:
            known = ", ".join(f"'{code}'" for code in column.codes)
            expected = f"{name} : valeur inconnue, attendu {', '.join(column.codes)}"
            # A function: the engine calls it once for each text that a file keeps once.
            rules.append(Rule(table.name, f"NOT list_contains([{known}], {name})", name, expected))
        if name.endswith("_cents"):
            rules.append(Rule(table.name, f"{name} < 0", name, f"{name} : attendu un montant positif ou nul"))
            most = f"{name} : montant impossible, attendu {LARGEST_AMOUNT} centimes au plus"
            rules.append(Rule(table.name, f"{name} > {LARGEST_AMOUNT}", name, most))
        if column.type == "DATE":
            impossible = f"{name} : date impossible, attendu une année de {FIRST_YEAR} à {LAST_YEAR}"
            endless = f" AND {name} <> DATE '9999-12-31'" * (name in MAY_BE_ENDLESS)
            rules.append(Rule(table.name, f"NOT {name} BETWEEN {FIRST} AND {LAST}{endless}", name, impossible))
        if column.type == "VARCHAR" and not column.codes:
            # No figure of the file tells how long the texts are: they are read, and must be texts.
            long = f"{name} : texte trop long, attendu {LONGEST_TEXT} octets au plus"
            rules.append(Rule(table.name, f"strlen({name}) > {LONGEST_TEXT}", "", long))
    family = ", ".join(f"'{kind}'" for kind in FAMILY_KINDS)
    own = {
        "households": [
            (
                "unpaid_c2s_closed_on",
                "unpaid_c2s_closed_on IS NOT NULL AND unpaid_c2s_contributions IS NOT TRUE",
                "unpaid_c2s_closed_on : fin d'un droit impayé, attendu unpaid_c2s_contributions vrai",
            ),
            (
                "c2s_suspended",
                "c2s_suspended AND (unpaid_c2s_contributions IS NOT TRUE OR unpaid_c2s_closed_on IS NOT NULL)",
                "c2s_suspended : suspension d'un droit impayé en cours, attendu unpaid_c2s_contributions vrai sans fin",
            ),
            ("unpaid_c2s_closed_on", f"unpaid_c2s_closed_on > DATE '{day}'", f"unpaid_c2s_closed_on : après le {day}"),
            (
                "unpaid_c2s_closed_on",
                f"unpaid_c2s_closed_on < DATE '{FIRST_C2S}'",
                f"unpaid_c2s_closed_on : avant la C2S, née le {FIRST_C2S}",
            ),
        ],
        "persons": [
            ("birth_date", f"birth_date > DATE '{day}'", f"birth_date : naissance après le {day}"),
            ("birth_date", f"year(birth_date) < {day.year - OLDEST}", f"birth_date : plus de {OLDEST} ans"),
            ("deceased_on", "deceased_on < birth_date", "deceased_on : décès avant la naissance"),
            ("puma_until", "puma_until < puma_since", "puma_until : fin avant puma_since"),
            *((name, f"{name} > DATE '{day}'", f"{name} : après le {day}") for name in UNTIL_THE_DAY),
            *((name, f"{name} < birth_date", f"{name} : avant la naissance") for name in SINCE_BIRTH),
            *(
                (
                    f"{name}_cents",
                    f"{name}_cents IS NOT NULL AND new_business IS NULL",
                    f"{name}_cents : {said} d'une activité qui n'est pas dite (new_business)",
                )
                for name, said in zip(
                    NEW_BUSINESS,
                    ("chiffre d'affaires", "part du bénéfice", "rémunération", "revenus d'avant"),
                    strict=True,
                )
            ),
            (
                "works_outside_prison",
                "works_outside_prison AND prisoner IS NOT TRUE",
                "works_outside_prison : se dit d'une personne écrouée (prisoner)",
            ),
            (
                "last_job_started_on",
                "last_job_started_on > last_job_ended_on",
                "last_job_started_on : après la fin du travail",
            ),
            (
                "lawful_residence_since",
                "lawful_residence_since < residence_since",
                "lawful_residence_since : avant l'arrivée (residence_since)",
            ),
            (
                "joins_insured",
                "(joins_insured IS NOT NULL OR joins_dependent OR joins_resources_cents > 0) AND joins_link IS NULL",
                "joins_link : absent, attendu le lien avec l'assuré rejoint",
            ),
            *(
                (one, f"{one} AND {other}", f"{one} : contredit {other}, attendu l'un ou l'autre")
                for one, other in CONTRADICTORY
                if {one, other} <= COLUMNS
            ),
            (
                "role",
                f"lives_as_couple AND {_ADULTS}",
                "lives_as_couple : se dit d'un enfant ou d'une personne à charge",
            ),
        ],
        "resources": [
            ("month", "day(month) <> 1", "month : attendu le premier jour du mois"),
            (
                "person_id",
                f"person_id IS NOT NULL AND list_contains([{family}], kind)",
                "person_id : attendu vide, ressource du foyer",
            ),
            (
                "kind",
                f"person_id IS NULL AND NOT list_contains([{family}], kind)",
                "kind : ressource d'une personne, sans person_id",
            ),
        ],
    }
    return rules + [Rule(table.name, wrong, told, expected) for told, wrong, expected in own[table.name]]


_OLDER_CHILDREN = (
    "SELECT DISTINCT household_id FROM persons JOIN (SELECT household_id, min(birth_date) AS eldest FROM persons"
    f" WHERE {_ADULTS} GROUP BY 1 HAVING count(*) = count(birth_date)) USING (household_id)"
    " WHERE role = 'child' AND birth_date <= eldest"
)
# One row if some identifier or some link between the tables of a part is wrong: `_WHOLE` says which.
_QUICK = (
    "SELECT 1 WHERE (SELECT count(*) <> count(DISTINCT household_id) FROM households)"
    " OR (SELECT count(*) <> count(DISTINCT person_id) FROM persons)",
    # Persons without their household are missing from the total of sizes.
    "SELECT 1 FROM households LEFT JOIN (SELECT household_id, count(*) AS size,"
    " count(*) FILTER (WHERE role = 'applicant') AS applicants FROM persons GROUP BY household_id)"
    " USING (household_id)"
    " HAVING coalesce(sum(size), 0) <> (SELECT count(*) FROM persons) OR bool_or(applicants IS DISTINCT FROM 1)",
    # One key is found faster than two.
    "SELECT 1 FROM resources AS r LEFT JOIN persons AS p USING (person_id)"
    " WHERE r.person_id IS NOT NULL AND p.household_id IS DISTINCT FROM r.household_id LIMIT 1",
    "SELECT 1 FROM resources ANTI JOIN households USING (household_id) WHERE person_id IS NULL LIMIT 1",
    f"SELECT 1 FROM persons GROUP BY household_id HAVING count(*) > {MOST_PERSONS} LIMIT 1",
    f"{_OLDER_CHILDREN} LIMIT 1",
)

# Rows of one person, kind and month: two employers, or the same row twice. Two months that are apart by a multiple of
# 32 pass for the same one here, and are told apart by `_TWICE`.
_SAME_MONTH = (
    "SELECT household_id, person_id, kind FROM resources GROUP BY ALL"
    " HAVING count(*) <> bit_count(bit_or(1::BIGINT << ((year(month) * 12 + month(month)) % 32)))"
)
_TWICE = (
    f"SELECT min({ROW}) AS first, count(*) - 1 AS more FROM resources SEMI JOIN ({_SAME_MONTH}) AS s"
    " ON resources.household_id = s.household_id AND resources.kind = s.kind"
    " AND resources.person_id IS NOT DISTINCT FROM s.person_id"
    " WHERE amount_cents > 0 GROUP BY resources.household_id, resources.person_id, resources.kind, month, amount_cents"
    " HAVING count(*) > 1"
)


def _may_be_twice(connection) -> bool:
    return connection.execute(f"{_SAME_MONTH} LIMIT 1").fetchone() is not None


def _count_twice(connection, part: str, twice: Problem) -> None:
    (count,) = connection.execute(f"SELECT coalesce(sum(more), 0)::BIGINT FROM ({_TWICE})").fetchone()
    if count:
        rows = connection.execute(f"{_TWICE} ORDER BY first LIMIT {SHOWN}").fetchall()
        twice.add(count, [f"resources/{part}, ligne {row}" for row, _ in rows])


def _told_twice(twice: Problem) -> str:
    s = "s" * (twice.count > 1)
    return (
        f"{counted(twice.count, 'ligne')} de resources répète{'nt' * (twice.count > 1)} une autre ligne (même personne,"
        f" même nature, même mois, même montant), comptée{s} en plus ; répétées : {' ; '.join(twice.first)}"
    )


def _looks_right(connection, rules: list[Rule]) -> bool:
    """A quick look: nearly every part has nothing wrong, and nothing to be counted and told.

    Each rule is asked alone: the engine then reads its columns only, or the bounds that the file gives for them.
    """
    of_rows = (f"SELECT 1 FROM {rule.table} WHERE {rule.wrong} LIMIT 1" for rule in rules)
    return not any(connection.execute(query).fetchone() for query in (*of_rows, *_QUICK))


def _check_rows(connection, file: str, rules: list[Rule], problems: dict[str, Problem]) -> None:
    counts = ", ".join(f"count(*) FILTER (WHERE {rule.wrong})" for rule in rules)
    found = connection.execute(f"SELECT {counts} FROM {rules[0].table}").fetchone()
    for rule, count in zip(rules, found, strict=True):
        if count:
            # As a text: Python has no day beyond its calendar, and would show the last one.
            told = f"{rule.told}::VARCHAR" if rule.told else "NULL"
            query = f"SELECT {ROW}, {told} FROM {rule.table} WHERE {rule.wrong} ORDER BY 1"
            rows = connection.execute(f"{query} LIMIT {SHOWN}").fetchall()
            shown = [f"{file}, ligne {row}" + (f", {rule.told} : {_shown(v)}" if rule.told else "") for row, v in rows]
            problems.setdefault(f"{rule.table} : {rule.expected}", Problem()).add(count, shown)


def _shown(value: object) -> str:
    """Quoted, unless it could name somebody or cannot be shown on a line."""
    if value is None:
        return "vide"
    text = str(value)
    if len(text) > 40 or not text.isprintable() or sum(map(str.isdigit, text)) > 12:
        return "valeur non affichée"
    return f"« {text} »"


def _check_texts(folder: Path, part: str, problems: dict[str, Problem]) -> None:
    for table in TABLES.values():
        for name, wrong in texts_that_are_none(folder / table.name / part, table.columns).items():
            shown = [f"{table.name}/{part}, ligne {row}, {name}" for row in wrong[:SHOWN]]
            title = f"{table.name} : {name} : texte illisible, attendu de l'UTF-8"
            problems.setdefault(title, Problem()).add(len(wrong), shown)


_WHOLE = {
    "households : household_id présent deux fois": (
        "households/{part}, household_id {}",
        "SELECT household_id FROM households GROUP BY 1 HAVING count(*) > 1",
    ),
    "persons : person_id présent deux fois": (
        "persons/{part}, person_id {}",
        "SELECT person_id FROM persons GROUP BY 1 HAVING count(*) > 1",
    ),
    "persons : foyer absent de la même partie de households (foyer réparti sur plusieurs parties ?)": (
        "persons/{part}, household_id {}",
        "SELECT DISTINCT household_id FROM persons ANTI JOIN households USING (household_id)",
    ),
    "persons : attendu un demandeur (role applicant), et un seul, par foyer": (
        "persons/{part}, household_id {}",
        "SELECT household_id FROM households LEFT JOIN persons USING (household_id) GROUP BY 1"
        " HAVING count(*) FILTER (WHERE role = 'applicant') <> 1",
    ),
    f"persons : plus de {MOST_PERSONS} personnes dans le foyer": (
        "persons/{part}, household_id {}",
        f"SELECT household_id FROM persons GROUP BY 1 HAVING count(*) > {MOST_PERSONS}",
    ),
    # As for one household that describes itself: older than one of a couple perhaps, never than both.
    "persons : enfant né avant ses parents, ou le même jour": ("persons/{part}, household_id {}", _OLDER_CHILDREN),
    "resources : foyer absent de la même partie de households (foyer réparti sur plusieurs parties ?)": (
        "resources/{part}, household_id {}",
        "SELECT DISTINCT household_id FROM resources ANTI JOIN households USING (household_id)",
    ),
    "resources : personne absente du foyer": (
        "resources/{part}, person_id {}",
        "SELECT DISTINCT person_id FROM (SELECT DISTINCT household_id, person_id FROM resources"
        " WHERE person_id IS NOT NULL) ANTI JOIN persons USING (household_id, person_id)",
    ),
}


def _check_households(connection, part: str, problems: dict[str, Problem]) -> None:
    for text, (where, query) in _WHOLE.items():
        _add_identifiers(connection, text, where.replace("{part}", part), query, problems)


def _add_identifiers(connection, text: str, where: str, query: str, problems: dict[str, Problem]) -> None:
    (count,) = connection.execute(f"SELECT count(*) FROM ({query})").fetchone()
    if count:
        rows = connection.execute(f"{query} ORDER BY 1 LIMIT {SHOWN}").fetchall()
        problems.setdefault(text, Problem()).add(count, [where.format(row[0]) for row in rows])


def _check_parts(connection, folder: Path, parts: list[str], problems: dict[str, Problem]) -> None:
    """No identifier in two parts. Parts whose identifiers do not overlap, the usual case, are not compared."""
    for table, key in (("households", "household_id"), ("persons", "person_id")):
        files = {part: parquet(folder / table / part) for part in parts}
        bounds = [
            connection.execute(f"SELECT min({key}), max({key}) FROM {file}").fetchone() for file in files.values()
        ]
        found = sorted(bound for bound in bounds if None not in bound)
        if all(before[1] < after[0] for before, after in pairwise(found)):
            continue
        every = " UNION ALL ".join(f"SELECT DISTINCT {key} FROM {file}" for file in files.values())
        query = f"SELECT {key} FROM ({every}) WHERE {key} IS NOT NULL GROUP BY 1 HAVING count(*) > 1"
        text = f"{table} : {key} présent dans deux parties (foyer réparti ?)"
        _add_identifiers(connection, text, f"{table}, {key} {{}}", query, problems)
