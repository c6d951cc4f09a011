"""Waves: the notices of a day, in portions that are each written whole, file and rows, or not at all.

A portion's file is written beside its place and takes it once its rows are kept: killed in between, the next run moves
it there (its rows are kept) or removes it (they are not). Codes are in clear in these files alone, for whoever makes
letters and e-mails; the folder is for its owner's eyes.
"""

import datetime
import os
from collections.abc import Sequence
from pathlib import Path

from django.db import connection

from ..imports.reading import Told
from ..organisations.context import running_programmes
from ..pieces.refusals import Refused
from . import clocks, population, provisional
from .models import Programme, ProgrammeWave
from .workflow import alone

PORTION = 50_000  # persons
HEADER = "person_id;fund_code;notice;to;code;code_valid_until;space_created_on\n"


def run(
    programme: Programme,
    number: int,
    on: datetime.date,
    folder: Path,
    *,
    size: int | None = None,
    told: Told = lambda done, size: None,
    portion: int = PORTION,
) -> ProgrammeWave:
    """Tell everybody who is in no wave yet, at most `size` persons. Run again, it goes on where it was; a wave that is
    complete changes nothing.

    Raises `Refused` for another day or size than before, while an earlier wave is not complete, and where the
    population is no longer the one that the programme was opened for.
    """
    clocks.created_on(programme.phase, on, on)  # refused before the first rule, and before anything is written
    with alone(programme):
        wave = _begun(programme, number, on, size)
        place = folder / f"vague-{number:03d}"
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        _repair(place, wave.portions)
        while not wave.done:
            _go_on(programme, wave, place, told, portion)
    return wave


def _go_on(programme: Programme, wave: ProgrammeWave, place: Path, told: Told, portion: int) -> None:
    """What is left of one part, or as much of it as the wave may take."""
    if programme.part >= len(programme.parts) or wave.taken == wave.size:
        _finish(wave)
        return
    part, source = programme.parts[programme.part], Path(programme.folder)
    try:
        same = population.digest(source, part["name"]) == part["digest"]
    except OSError:
        same = False
    if not same:
        raise Refused(
            f"{source} : {part['name']} n’est plus la partie de l’ouverture ; remettez-la, ou rouvrez le programme "
            "sur le dossier qui l’a"
        )
    with running_programmes("programme wave"):
        funds = population.fund_ids()
    for rows in population.read(source, part["name"], wave.on, programme.after_person, portion):
        if wave.size is not None:
            rows = rows[: wave.size - wave.taken]
        if not rows:
            return
        _write(programme, wave, rows, funds, place)
        told(wave.taken, programme.population)
    if wave.size is None or wave.taken < wave.size:
        programme.part, programme.after_person = programme.part + 1, None
        with running_programmes("programme wave"):
            programme.save(update_fields=["part", "after_person"])


def _begun(programme: Programme, number: int, on: datetime.date, size: int | None) -> ProgrammeWave:
    with running_programmes("programme wave"):
        programme.refresh_from_db()
        unfinished = programme.waves.filter(done=False).exclude(number=number).first()
        if unfinished:
            raise Refused(f"La vague {unfinished.number} n’est pas terminée : relancez-la d’abord.")
        wave, _ = programme.waves.get_or_create(number=number, defaults={"on": on, "size": size})
        if wave.on != on or (size is not None and wave.size != size):
            raise Refused(
                f"La vague {number} existe déjà, du {wave.on}" + f", de {wave.size} personnes" * bool(wave.size)
            )
        if programme.as_of is None or programme.as_of < on:
            programme.as_of = on
            programme.save(update_fields=["as_of"])
    return wave


def _finish(wave: ProgrammeWave) -> None:
    wave.done = True
    with running_programmes("programme wave"):
        wave.save(update_fields=["done"])


# --- A portion -------------------------------------------------------------------------------------------------------


def _write(
    programme: Programme, wave: ProgrammeWave, rows: Sequence[population.Row], funds: dict[str, int], place: Path
) -> None:
    """Its file, its rows and where the wave has come to."""
    number = wave.portions + 1
    expires_on = clocks.code_expires_on(programme.phase, wave.on)
    ends = f"{expires_on};{clocks.created_on(programme.phase, wave.on, wave.on)}"
    staged, notices = [], [HEADER]
    for person, fund, notice, exclusion, is_minor in rows:
        key = funds.get(fund, r"\N")
        if exclusion:
            staged.append(f"{person}\t{key}\t\t{exclusion}\t\\N\n")
            continue
        code = provisional.draw()
        staged.append(f"{person}\t{key}\t{notice}\t\t\\\\x{provisional.digest(programme.pk, code).hex()}\n")
        notices.append(f"{person};{fund or ''};{notice};{'parent' if is_minor else 'person'};{code};{ends}\n")
    draft = _drafted(place, number, "".join(notices))
    with running_programmes("programme wave"), connection.cursor() as cursor:
        cursor.execute("select programme_stage()")
        with cursor.copy("copy staged_enrolment (person, fund_id, notice, exclusion, code_digest) from stdin") as copy:
            copy.write("".join(staged))
        cursor.execute(_INSERT, {"programme": programme.pk, "wave": wave.number, "expires_on": expires_on})
        wave.portions, wave.taken = number, wave.taken + len(rows)
        wave.save(update_fields=["portions", "taken"])
        programme.after_person = rows[-1][0]
        programme.save(update_fields=["after_person"])
    draft.replace(place / _name(number))


_INSERT = """
    insert into programmes_enrolment (programme_id, person, fund_id, wave, notice, exclusion, state, code_digest,
                                      code_expires_on, codes_issued, codes_used, codes_expired)
    select %(programme)s, person, fund_id, %(wave)s, notice, exclusion,
           case when exclusion = '' then 'notified' else '' end, code_digest,
           case when exclusion = '' then %(expires_on)s::date end, (exclusion = '')::int, 0, 0
    from staged_enrolment
"""


def _name(number: int) -> str:
    return f"avis-{number:05d}.csv"


def _drafted(place: Path, number: int, text: str) -> Path:
    draft = place / f".{_name(number)}.draft"
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    return draft


def _repair(place: Path, kept: int) -> None:
    """What a killed run left: the file of a portion whose rows are kept is whole, any other is of nobody."""
    for draft in place.glob(".avis-*.csv.draft"):
        number = int(draft.name.removeprefix(".avis-").removesuffix(".csv.draft"))
        if number <= kept and not (place / _name(number)).exists():
            draft.replace(place / _name(number))
        else:
            draft.unlink()
