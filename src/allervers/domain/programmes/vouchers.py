"""Flu: a voucher for each person whom the season's campaign invites, in a letter with its code.

Who that is, and on which days, is said by the law's library and the target `flu_cohort`: nothing of it stands here.
"""

import datetime
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from django.db.backends.utils import CursorWrapper

from allervers.law.counting import add_months
from allervers.population import figures, selection
from allervers.population.files import duckdb_connection
from allervers.population.opening import columns_of, open_part
from allervers.population.targets import named

from . import provisional, seasons
from .codes import Cohort, Notice, NoVoucher
from .models import Programme, ProgrammeWave, Voucher
from .population import ADULT

TARGET = "flu_cohort"
FILE = "bons"
HEADER = "person_id;fund_code;cohort;notice;to;prescription;code;valid_until\n"
# Person, code of the fund, cohort, why no voucher leaves, how the voucher goes, whether a minor, whether in Mayotte.
Row = tuple[int, str | None, str, str, str, bool, bool]


def remarks(programme: Programme, on: datetime.date) -> list[str]:
    """What must be known of a wave of this day (French): which campaign is closed or not known, that the day is of
    another season, and that the population does not say who is vaccinated already."""
    campaigns = named(TARGET).campaigns
    told = figures.said(campaigns, on)
    if is_closed(programme, on):
        of_another = f"{programme.name} est de la saison {seasons.said(programme.season)}, le {on} n’en est pas"
        return told if len(told) == len(campaigns) else [*told, of_another]
    folder = Path(programme.folder)
    with duckdb_connection() as engine:
        columns = columns_of(engine, folder, folder, [part["name"] for part in programme.parts])
    if columns.absent("flu_vaccinated"):
        told.append("la population ne dit pas qui est déjà vacciné cette saison : personne n’est écarté à ce titre")
    return told


def is_closed(programme: Programme, on: datetime.date) -> bool:
    """Nothing leaves on this day, and a wave would take nobody."""
    return not seasons.under_way(programme.season, on)


def reference(on: datetime.date) -> None:
    """Who is invited does not hang on another day than that of the wave."""


def read(folder: Path, part: str, on: datetime.date, after: int | None, portion: int) -> Iterator[list[Row]]:
    """Whom the campaign invites of a part as it is on a day, by number, after one of them; so many at a time."""
    invited = named(TARGET).where
    with duckdb_connection() as engine:
        open_part(engine, folder, None, part)
        columns = columns_of(engine, folder, folder, [part])
        vaccinated = "FALSE" if columns.absent("flu_vaccinated") else "flu_vaccinated"
        people = selection.people({*_READ, *selection.IDENTITY, invited, vaccinated}, columns, on)
        result = engine.execute(
            f"""
            SELECT person_id, trim(fund_code),
                   CASE WHEN age >= {figures.literal("flu_age", on)} THEN '{Cohort.AGE.value}'
                        WHEN pregnant THEN '{Cohort.PREGNANT.value}' ELSE '{Cohort.DISEASE.value}' END,
                   CASE WHEN deceased THEN '{NoVoucher.DECEASED.value}'
                        WHEN {vaccinated} THEN '{NoVoucher.VACCINATED.value}'
                        WHEN housing = 'no_fixed_home' THEN '{NoVoucher.HOMELESS.value}'
                        WHEN contact = 'none' THEN '{NoVoucher.RETURNED_MAIL.value}'
                        WHEN in_child_welfare AND birth_date > $minor THEN '{NoVoucher.CHILD_WELFARE.value}'
                        WHEN opposed_to_contact IS NOT FALSE THEN '{NoVoucher.OPPOSED.value}' ELSE '' END,
                   CASE WHEN pregnant AND contact = 'email' THEN '{Notice.EMAIL.value}'
                        ELSE '{Notice.LETTER.value}' END,
                   coalesce(birth_date > $minor, FALSE), territory = 'mayotte'
            FROM ({selection.on_day(people, on)})
            WHERE {selection.on_day(invited, on)} AND ($after IS NULL OR person_id > $after)
            ORDER BY person_id
            """,
            {"after": after, "minor": add_months(on, -ADULT)},
        )
        while found := result.fetchmany(portion):
            yield found


_READ = (
    *("age", "ald", "pregnant", "deceased", "opposed_to_contact", "in_child_welfare"),
    *("birth_date", "contact", "housing", "territory"),
)


def without_one(programme: Programme, rows: Sequence[Row]) -> list[Row]:
    """Those of whom nothing is decided yet: each wave reads the whole population again, since the campaigns of Mayotte
    and elsewhere begin on different days, and people reach the age meanwhile. Needs a context that sees them."""
    decided = Voucher.objects.filter(programme=programme, person__gte=rows[0][0], person__lte=rows[-1][0])
    known = set(decided.values_list("person", flat=True))
    return [row for row in rows if row[0] not in known]


def drafted(
    programme: Programme, wave: ProgrammeWave, rows: Sequence[Row], funds: dict[str, int]
) -> tuple[str, Callable[[CursorWrapper], None]]:
    """The lines of the file, and what writes the rows."""
    ends = {there: seasons.last_day(programme.season, there) for there in seasons.CALENDARS}
    lines, kept = [], []
    for person, fund, cohort, exclusion, notice, is_minor, in_mayotte in rows:
        row = [person, funds.get(fund), cohort, in_mayotte, exclusion]
        if exclusion:
            kept.append([*row, "", None, None, None])
            continue
        code = provisional.draw()
        kept.append([*row, notice, wave.on, ends[in_mayotte], provisional.digest(programme.pk, code)])
        # A minor is vaccinated on a prescription alone (inventory #154), and it is a parent who reads.
        to = "parent;true" if is_minor else "person;false"
        lines.append(f"{person};{fund or ''};{cohort};{notice};{to};{code};{ends[in_mayotte] or ''}\n")
    given = [list(column) for column in zip(*kept, strict=True)]

    def keep(cursor: CursorWrapper) -> None:
        cursor.execute(_INSERT, [programme.pk, wave.number, *given])

    return "".join(lines), keep


_INSERT = """
    insert into programmes_voucher (programme_id, person, fund_id, wave, cohort, in_mayotte, exclusion, notice, sent_on,
                                    valid_until, code_digest, pharmacy)
    select %s, person, fund, %s, cohort, in_mayotte, exclusion, notice, sent_on, valid_until, code_digest, ''
    from unnest(%s::bigint[], %s::bigint[], %s::text[], %s::boolean[], %s::text[], %s::text[], %s::date[], %s::date[],
                %s::bytea[])
      as row (person, fund, cohort, in_mayotte, exclusion, notice, sent_on, valid_until, code_digest)
"""
