"""Mon espace santé: the notices of a portion of a wave, with provisional codes, and the rows that go with them."""

import datetime
from collections.abc import Callable, Sequence

from django.db.backends.utils import CursorWrapper

from . import clocks, population, provisional
from .models import Programme, ProgrammeWave

FILE = "avis"
HEADER = "person_id;fund_code;notice;to;code;code_valid_until;space_created_on\n"
read = population.read


def remarks(programme: Programme, on: datetime.date) -> list[str]:
    """Nothing: the law has its clock on every day. Raises `Refused` before the first rule."""
    clocks.created_on(programme.phase, on, on)
    return []


def is_closed(programme: Programme, on: datetime.date) -> bool:
    return False


def reference(on: datetime.date) -> None:
    """Who is told does not hang on another day than that of the wave."""


def drafted(
    programme: Programme, wave: ProgrammeWave, rows: Sequence[population.Row], funds: dict[str, int]
) -> tuple[str, Callable[[CursorWrapper], None]]:
    """The lines of the file, and what writes the rows."""
    expires_on = clocks.code_expires_on(programme.phase, wave.on)
    ends = f"{expires_on};{clocks.created_on(programme.phase, wave.on, wave.on)}"
    staged, notices = [], []
    for person, fund, notice, exclusion, is_minor in rows:
        key = funds.get(fund, r"\N")
        if exclusion:
            staged.append(f"{person}\t{key}\t\t{exclusion}\t\\N\n")
            continue
        code = provisional.draw()
        staged.append(f"{person}\t{key}\t{notice}\t\t\\\\x{provisional.digest(programme.pk, code).hex()}\n")
        notices.append(f"{person};{fund or ''};{notice};{'parent' if is_minor else 'person'};{code};{ends}\n")

    def keep(cursor: CursorWrapper) -> None:
        cursor.execute("select programme_stage()")
        with cursor.copy("copy staged_enrolment (person, fund_id, notice, exclusion, code_digest) from stdin") as copy:
            copy.write("".join(staged))
        cursor.execute(_INSERT, {"programme": programme.pk, "wave": wave.number, "expires_on": expires_on})

    return "".join(notices), keep


_INSERT = """
    insert into programmes_enrolment (programme_id, person, fund_id, wave, notice, exclusion, state, code_digest,
                                      code_expires_on, codes_issued, codes_used, codes_expired)
    select %(programme)s, person, fund_id, %(wave)s, notice, exclusion,
           case when exclusion = '' then 'notified' else '' end, code_digest,
           case when exclusion = '' then %(expires_on)s::date end, (exclusion = '')::int, 0, 0
    from staged_enrolment
"""
