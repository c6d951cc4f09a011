"""A target as SQL: the columns that it may name, who is left out, the rows that it gives (formats §2).

A target names columns of the tables, and what follows from them (`DERIVED`). A column that is absent is told; it is
never replaced by a guess. The text is DuckDB's; SQLGlot reads it, finds the columns and puts the day in its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple

from sqlglot import exp, parse_one

from allervers.population import figures, tables
from allervers.population.sources import successors
from allervers.population.targets import Target

IDENTITY = ("person_id", "household_id", "fund_code")
OPEN = "coalesce({} >= today, TRUE)"
RECEIVED = {f"receives_{kind}": kind for kind in ("aspa", "asi", "aah")} | {"receives_specific_solidarity": "ass"}
SPEAKS = "speaks_for_household"
"""Whom a list names for a household: the applicant, or after the death of the applicant who lives there."""
C2S_SIZE = "c2s_household_size"
"""How many living persons ask for the C2S together: a child of 26 is not of them."""
# Masks: whose right is open on the day that the law names, and who was of the household on that day.
_HOLDS_THEN = (
    "(c2s_class IN ('free', 'contribution') AND coalesce(c2s_until >= masks_rights_day_opening, TRUE)"
    " OR ame_until >= masks_rights_day_opening)"
)
_LIVED_THEN = (
    "coalesce(deceased_on > masks_rights_day_opening, TRUE) AND coalesce(birth_date <= masks_rights_day_opening, TRUE)"
)
# What follows from the columns of the tables, each from those above it. A null that would be a guess stays null.
DERIVED = {
    "age": (
        "(year(today) * 10000 + month(today) * 100 + day(today)"
        " - year(birth_date) * 10000 - month(birth_date) * 100 - day(birth_date)) // 10000"
    ),
    "c2s_held": f"c2s_class IN ('free', 'contribution') AND {OPEN.format('c2s_until')}",
    "ame_held": "coalesce(ame_until >= today, FALSE)",
    "base_rights_closed": "coalesce(puma_until < today, FALSE)",
    "deceased": "coalesce(deceased_on <= today, FALSE)",
    # What the law names; of an ASI or an AAH the request remains to be made (L861-5 CSS).
    "c2s_renewed_alone": "coalesce(rsa AND c2s_renewed_for_rsa OR receives_aspa AND c2s_renewed_for_aspa, FALSE)",
    "ame_starts_on": "CAST(CAST(ame_until + INTERVAL 1 DAY AS DATE) - to_months(ame_duration) AS DATE)",
    "flu_vaccinated": "coalesce(last_flu_vaccine_on >= season, FALSE)",
    # Of a household, whoever of it holds the right.
    "masks_due": f"coalesce(bool_or({_HOLDS_THEN} AND {_LIVED_THEN}) OVER (PARTITION BY household_id), FALSE)",
    "masks_household_size": f"count(*) FILTER (WHERE {_LIVED_THEN}) OVER (PARTITION BY household_id)",
}


class Exclusion(NamedTuple):
    """Who is left out: those for whom ``column`` is true, and if ``strict`` those for whom it is unknown."""

    label: str
    column: str
    strict: bool


EXCLUSIONS = {
    "deceased": Exclusion("personne décédée", "deceased", True),
    "opposed": Exclusion("opposée à être contactée", "opposed_to_contact", True),
    "c2s_held": Exclusion("C2S ouverte", "c2s_held", True),
    "ame_held": Exclusion("AME ouverte", "ame_held", True),
    "base_rights_closed": Exclusion("droits de base fermés", "base_rights_closed", True),
    "file_pending": Exclusion("demande en cours d'examen", "file_pending", False),
    "flu_vaccinated": Exclusion("vaccinée cette saison", "flu_vaccinated", False),
}
ALWAYS = ("deceased", "opposed")


def exclusions(target: Target) -> tuple[Exclusion, ...]:
    return tuple(EXCLUSIONS[name] for name in (*ALWAYS, *target.unless))


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns that a population gives, by table."""

    households: frozenset[str]
    persons: frozenset[str]
    entitlements: frozenset[str]

    @property
    def given(self) -> frozenset[str]:
        return self.households | self.persons | self.entitlements | {*RECEIVED, C2S_SIZE, SPEAKS}

    def absent(self, text: str | Iterable[str]) -> list[str]:
        """The columns that SQL texts need and that this population does not have."""
        return sorted(needed(text) - self.given)


def needed(text: str | Iterable[str]) -> set[str]:
    """The columns of the tables that SQL texts hang on, by themselves or through what is derived from them."""
    names = _named([text] if isinstance(text, str) else text)
    found = names - DERIVED.keys() - figures.names() - {"today", "season"}
    for name in names & DERIVED.keys():
        found |= needed(DERIVED[name])
    return found


def _named(texts: Iterable[str]) -> set[str]:
    return set().union(*map(_names, texts))


@cache
def _names(text: str) -> frozenset[str]:
    return frozenset(column.name for column in parse_one(text, read="duckdb").find_all(exp.Column))


def texts(target: Target) -> list[str]:
    """Every SQL text of a target that must be answered, the soft exclusions apart."""
    strict = [each.column for each in exclusions(target) if each.strict]
    said = [text for when, say in target.reasons for text in (when, sentence(say))]
    return [target.where, target.priority, *said, *strict, *IDENTITY]


def left_unsaid(target: Target, columns: Columns) -> list[Exclusion]:
    """The soft exclusions that this population does not let us apply."""
    return [each for each in exclusions(target) if not each.strict and columns.absent(each.column)]


def sentence(say: str) -> str:
    """A sentence with {columns} as SQL: dates in French, cents in euros, a household as a number of persons, figures of
    the law with their unit."""
    pieces = re.split(r"\{(\w+)\}", say.replace("'", "''"))
    return " || ".join(_told(piece) if place % 2 else f"'{piece}'" for place, piece in enumerate(pieces) if piece)


def _told(column: str) -> str:
    if figures.has_unit(column):
        return f"{column}{figures.SAID}"
    if column.endswith("_cents"):
        euros, cents = f"CAST({column} // 100 AS VARCHAR)", f"lpad(CAST({column} % 100 AS VARCHAR), 2, '0')"
        return f"coalesce({euros} || ',' || {cents} || ' €', 'un montant inconnu')"
    if column.endswith("household_size"):
        return f"CAST({column} AS VARCHAR) || CASE WHEN {column} > 1 THEN ' personnes' ELSE ' personne' END"
    if column == "today" or _type(column) == "DATE" or figures.is_day(column):
        return f"coalesce(strftime({column}, '%d/%m/%Y'), 'une date inconnue')"
    return f"coalesce(CAST({column} AS VARCHAR), 'inconnu')"


def _type(name: str) -> str:
    known = (*tables.HOUSEHOLDS.columns, *tables.PERSONS.columns)
    return next((column.type for column in known if column.name == name), "")


def people(asked: set[str], columns: Columns, day: date) -> str:
    """One part of the population as one table: all that the SQL texts of ``asked`` name."""
    wanted = needed(asked)
    persons = [f"p.{name}" for name in sorted(wanted & columns.persons)]
    households = [f"h.{name}" for name in sorted((wanted & columns.households) - columns.persons)]
    rights = [_right(name) for name in sorted((wanted & columns.entitlements) - columns.persons - columns.households)]
    listed, joined = [*persons, *households, *rights], ["persons AS p JOIN households AS h USING (household_id)"]
    if rights:
        joined.append("LEFT JOIN entitlements AS e USING (person_id)")
    if received := sorted(wanted & RECEIVED.keys()):
        # An absent row is 0; a null amount of that kind is unknown.
        listed += [f"CASE WHEN r.person_id IS NULL THEN FALSE ELSE r.{name} END AS {name}" for name in received]
        kinds = ", ".join(f"bool_or(kind = '{RECEIVED[name]}' AND amount_cents > 0) AS {name}" for name in received)
        joined.append(
            f"LEFT JOIN (SELECT person_id, {kinds} FROM resources WHERE person_id IS NOT NULL"
            f" AND month = {_literal(day.replace(day=1))} GROUP BY person_id) AS r USING (person_id)"
        )
    if C2S_SIZE in wanted:
        alive = f"(deceased_on IS NULL OR deceased_on > {_literal(day)})"
        listed.append(C2S_SIZE)
        joined.append(
            f"LEFT JOIN (SELECT persons.household_id, count(*) AS {C2S_SIZE} FROM persons"
            f" LEFT JOIN entitlements USING (person_id) WHERE c2s_member IS NOT FALSE AND {alive}"
            " GROUP BY persons.household_id) USING (household_id)"
        )
    if SPEAKS in wanted:
        found = f"SELECT person_id FROM ({successors(day)})"
        listed.append(f"p.role = 'applicant' OR p.person_id IN ({found}) AS {SPEAKS}")
    named = _named(asked)
    derived = [f"{on_day(text, day)} AS {name}" for name, text in DERIVED.items() if name in named]
    return f"SELECT {', '.join(['*', *derived])} FROM (SELECT {', '.join(listed)} FROM {' '.join(joined)})"


def _right(name: str) -> str:
    """A column of the entitlements; the answer of a household is not that of who is no member of it."""
    if name == "c2s_status":
        return "CASE WHEN e.c2s_member IS FALSE THEN 'unknown' ELSE e.c2s_status END AS c2s_status"
    return f"e.{name}"


def listing(target: Target, columns: Columns, day: date) -> str:
    """The rows of a target, from the table ``people``."""
    unsaid = left_unsaid(target, columns)
    conditions = [f"({target.where})"]
    for each in exclusions(target):
        if each not in unsaid:
            conditions.append(f"{each.column} IS FALSE" if each.strict else f"{each.column} IS NOT TRUE")
    said = "".join(f" WHEN {when} THEN {sentence(say)}" for when, say in target.reasons)
    query = (
        f"SELECT {', '.join(IDENTITY)}, '{target.name}' AS target, CASE{said} END AS reason,"
        f" CAST({target.priority} AS INTEGER) AS priority FROM people WHERE {' AND '.join(conditions)}"
    )
    return on_day(query, day)


def on_day(text: str, day: date) -> str:
    """The text on a day: `today`, the start of the flu `season` and the figures of the law become literals."""
    month = figures.value("flu_season_starts_in", day) or 1
    season = date(day.year if day.month >= month else day.year - 1, month, 1)
    days = {"today": _literal(day), "season": _literal(season)}

    def dated(node: exp.Expression) -> exp.Expression:
        if isinstance(node, exp.Column) and node.name in days:
            return parse_one(days[node.name], read="duckdb")
        if isinstance(node, exp.Column) and node.name in figures.names():
            return parse_one(figures.literal(node.name, day), read="duckdb")
        return node

    return parse_one(text, read="duckdb").transform(dated).sql("duckdb")


def _literal(day: date) -> str:
    return f"DATE '{day}'"
