"""Masks: a parcel for each household in which somebody had the right on the day of reference, so many a person.

Who that is, how many masks and on which days they leave is said by the law's library and the target `masks`: nothing of
it stands here. The population is taken as it is on the day of reference; it does not say since when a C2S was open.
"""

import datetime
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from django.db.backends.utils import CursorWrapper

from allervers.population import figures, selection
from allervers.population.files import duckdb_connection
from allervers.population.opening import columns_of, open_part
from allervers.population.targets import named

from ..pieces.refusals import Refused
from .codes import NoParcel
from .models import Programme, ProgrammeWave

TARGET = "masks"
FILE = "colis"
HEADER = "household_id;person_id;fund_code;persons;masks\n"
# Household, to whom it is addressed, code of the fund, persons of the household, commune, why no parcel leaves.
Row = tuple[int, int, str | None, int, str, str]


def remarks(programme: Programme, on: datetime.date) -> list[str]:
    """What must be known of a wave of this day (French): that no sending is under way."""
    return figures.said(named(TARGET).campaigns, on)


def is_closed(programme: Programme, on: datetime.date) -> bool:
    """Nothing leaves on this day, and a wave would take nobody."""
    return len(remarks(programme, on)) == len(named(TARGET).campaigns)


def reference(on: datetime.date) -> datetime.date:
    """The day on which a right had to be open."""
    return figures.value("masks_rights_day_opening", on)


def read(folder: Path, part: str, on: datetime.date, after: int | None, portion: int) -> Iterator[list[Row]]:
    """The households of a part that masks are due to, by number, after one of them; so many at a time. A parcel is
    addressed to who speaks for the household on the day of the wave, else to the eldest of it."""
    asked = {*_READ, *selection.IDENTITY, selection.SPEAKS}
    with duckdb_connection() as engine:
        open_part(engine, folder, None, part)
        columns = columns_of(engine, folder, folder, [part])
        commune = "coalesce(commune_code, '')" if "commune_code" in columns.persons else "''"
        people = selection.on_day(selection.people(asked, columns, on), on)
        result = engine.execute(
            f"""
            SELECT household_id, person_id, trim(fund_code), masks_household_size, {commune},
                   CASE WHEN deceased THEN '{NoParcel.DECEASED.value}'
                        WHEN housing = 'no_fixed_home' THEN '{NoParcel.HOMELESS.value}'
                        WHEN contact = 'none' THEN '{NoParcel.RETURNED_MAIL.value}'
                        WHEN opposed_to_contact IS NOT FALSE THEN '{NoParcel.OPPOSED.value}' ELSE '' END
            FROM ({people}) WHERE masks_due AND ($after IS NULL OR household_id > $after)
            QUALIFY row_number() OVER (PARTITION BY household_id
                    ORDER BY deceased, NOT {selection.SPEAKS}, birth_date NULLS LAST, person_id) = 1
            ORDER BY household_id
            """,
            {"after": after},
        )
        while found := result.fetchmany(portion):
            yield found


_READ = (
    *("masks_due", "masks_household_size", "deceased", "opposed_to_contact"),
    *("birth_date", "contact", "housing", "commune_code"),
)


def drafted(
    programme: Programme, wave: ProgrammeWave, rows: Sequence[Row], funds: dict[str, int]
) -> tuple[str, Callable[[CursorWrapper], None]]:
    """The lines of the file, and what writes the rows. Raises `Refused` where the law says no number of masks."""
    each = figures.value("masks_each", wave.on)
    if each is None:
        raise Refused(f"--date {wave.on} : le nombre de masques par personne n’est pas connu ce jour-là")
    households, persons, codes, sizes, communes, exclusions = (list(column) for column in zip(*rows, strict=True))
    lines = [
        f"{household};{person};{fund or ''};{size};{size * each}\n"
        for household, person, fund, size, _, exclusion in rows
        if not exclusion
    ]
    given = [households, persons, [funds.get(code) for code in codes], communes, sizes, exclusions]

    def keep(cursor: CursorWrapper) -> None:
        cursor.execute(_INSERT, [programme.pk, wave.number, each, *given])

    return "".join(lines), keep


_INSERT = """
    insert into programmes_parcel (programme_id, household, person, fund_id, commune, wave, persons, items, exclusion,
                                   reversal)
    select %s, household, person, fund, commune, wave, size, size * each, exclusion, ''
    from (select %s::smallint, %s::int) as of_all (wave, each)
      cross join unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::text[], %s::smallint[], %s::text[])
        as row (household, person, fund, commune, size, exclusion)
"""
