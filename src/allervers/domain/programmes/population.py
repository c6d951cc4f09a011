"""The population of a programme (formats §2), read part by part, never whole: who is there, and who is not told.

`mes_status` is not read: a programme knows what it did itself. One column of ours, `parental_authority` of persons, may
say of a child in welfare that the parents keep it: they are written to; absent or null, nobody knows to whom to write.
"""

import datetime
import hashlib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from allervers.law.counting import add_months
from allervers.population.checks import check
from allervers.population.files import Refused, duckdb_connection
from allervers.population.opening import parts_of, rows
from allervers.population.tables import HOUSEHOLDS, PERSONS, Column

from ..imports.reading import Told
from ..organisations.loading import taken_over
from ..organisations.models import Organisation
from .codes import Exclusion, Notice

ADULT = 18 * 12  # months
_OF_PERSONS = ("person_id", "household_id", "birth_date", "in_child_welfare", "deceased_on", "ame_until", "contact")
_COLUMNS = {
    "households": [each for each in HOUSEHOLDS.columns if each.name in ("household_id", "fund_code", "housing")],
    "persons": [
        *(each for each in PERSONS.columns if each.name in _OF_PERSONS),
        Column("parental_authority", "BOOLEAN", optional=True),
    ],
}
# Person, code of the fund, notice, exclusion, whether a parent opens the letter.
Row = tuple[int, str | None, str, str, bool]


def survey(folder: Path, told: Told = lambda done, size: None, selected_on: datetime.date | None = None) -> list[dict]:
    """Name, persons and digest of each part. Raises `Refused` (of populations) for what cannot be enrolled: no
    number, a number twice, a person of no household, a code that is none. With `selected_on`, the day of a programme
    whose persons a target selects, the whole population is checked as `population detect` checks it."""
    names = parts_of(folder)
    parts, ranges = [], []
    with duckdb_connection() as engine:
        if selected_on:
            check(engine, folder, names, selected_on)
        for done, name in enumerate(names, 1):
            _open(engine, folder, name)
            file = folder / "persons" / name
            count, different, first, last = engine.execute(
                "SELECT count(person_id), count(DISTINCT person_id), min(person_id), max(person_id) FROM persons"
            ).fetchone()
            for wrong, problem in _PROBLEMS:
                (number,) = engine.execute(f"SELECT count(*) FROM {wrong}").fetchone()
                if number:
                    raise Refused(f"{file} : {problem} ({number} lignes)")
            if count > different:
                raise Refused(f"{file} : person_id présent deux fois, attendu une ligne par personne")
            ranges += [(first, last, name)] * bool(count)
            parts.append({"name": name, "persons": count, "digest": digest(folder, name)})
            told(done, len(names))
        _refuse_twice(engine, folder, sorted(ranges))
    if not any(part["persons"] for part in parts):
        raise Refused(f"{folder / 'persons'} : aucune personne")
    return parts


_PROBLEMS = (
    ("persons WHERE person_id IS NULL", "person_id absent"),
    ("persons ANTI JOIN households USING (household_id)", "personne d'un foyer que households/ n'a pas"),
    (
        "(SELECT household_id FROM households GROUP BY 1 HAVING count(*) > 1)",
        "household_id présent deux fois dans households/",
    ),
    (
        "persons WHERE contact NOT IN ('email', 'sms', 'letter', 'none')",
        "contact : valeur inconnue, attendu email, sms, letter, none",
    ),
)


def _refuse_twice(engine, folder: Path, ranges: list[tuple[int, int, str]]) -> None:
    """A number in two parts: only where their numbers overlap are they all looked at."""
    if all(former[1] < later[0] for former, later in pairwise(ranges)):
        return
    column = [each for each in PERSONS.columns if each.name == "person_id"]
    every = " UNION ALL ".join(rows(engine, folder / "persons" / name, column) for _, _, name in ranges)
    twice = engine.execute(f"SELECT person_id FROM ({every}) GROUP BY 1 HAVING count(*) > 1 LIMIT 1").fetchone()
    if twice:
        raise Refused(f"{folder / 'persons'} : person_id {twice[0]} dans deux parties, attendu une ligne par personne")


def digest(folder: Path, part: str) -> str:
    """Of what is read of a part."""
    found = hashlib.sha256()
    for table in _COLUMNS:
        with (folder / table / part).open("rb") as file:
            found.update(hashlib.file_digest(file, "sha256").digest())
    return found.hexdigest()


def read(folder: Path, part: str, on: datetime.date, after: int | None, portion: int) -> Iterator[list[Row]]:
    """The persons of a part as they are on a day, by number, after one of them; so many at a time."""
    with duckdb_connection() as engine:
        _open(engine, folder, part)
        result = engine.execute(
            f"""
            SELECT person_id, trim(fund_code),
                   CASE WHEN contact = 'email' THEN '{Notice.EMAIL.value}' ELSE '{Notice.LETTER.value}' END,
                   CASE WHEN deceased_on <= $day THEN '{Exclusion.DECEASED.value}'
                        WHEN ame_until >= $day THEN '{Exclusion.AME.value}'
                        WHEN housing = 'no_fixed_home' THEN '{Exclusion.HOMELESS.value}'
                        WHEN contact = 'none' THEN '{Exclusion.RETURNED_MAIL.value}'
                        WHEN in_child_welfare AND birth_date > $minor AND parental_authority IS NOT TRUE
                        THEN '{Exclusion.CHILD_WELFARE.value}' ELSE '' END,
                   coalesce(birth_date > $minor, false)
            FROM persons JOIN households USING (household_id)
            WHERE person_id > coalesce($after, -9223372036854775808) OR $after IS NULL
            ORDER BY person_id
            """,
            {"day": on, "minor": add_months(on, -ADULT), "after": after},
        )
        while found := result.fetchmany(portion):
            yield found


def _open(engine, folder: Path, part: str) -> None:
    for table, columns in _COLUMNS.items():
        query = rows(engine, folder / table / part, columns)
        engine.execute(f"CREATE OR REPLACE TEMP VIEW {table} AS {query}")


def fund_ids() -> dict[str, int]:
    """Code of a fund → its key; an old code leads to who took it over. Whoever has another code has no fund here."""
    known = dict(Organisation.objects.filter(kind=Organisation.Kind.FUND, is_active=True).values_list("code", "pk"))
    return known | {old: known[heir] for old, heir in taken_over().items() if heir in known}
