"""Waves: what leaves on a day, in portions that are each written whole, file and rows, or not at all.

What is read of the population, and what becomes of it, each kind of programme says (`notices`, `parcels`, `vouchers`).
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
from . import notices, parcels, population, vouchers
from .codes import Kind
from .models import Programme, ProgrammeWave
from .workflow import alone

PORTION = 50_000  # persons, or households
_OF = {Kind.MES: notices, Kind.MASKS: parcels, Kind.FLU: vouchers}


def remarks(programme: Programme, on: datetime.date) -> list[str]:
    """What must be told of a wave on this day (French): what is closed, or not known."""
    return _OF[programme.kind].remarks(programme, on)


def is_closed(programme: Programme, on: datetime.date) -> bool:
    """Nobody is in a wave of this day: `remarks` says why, and nothing is to be run."""
    return _OF[programme.kind].is_closed(programme, on)


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
    """Take all who are in no wave yet, at most `size` persons (masks: households; flu: of those whom the day invites).
    Run again, it goes on where it was; a wave that is complete changes nothing.

    Raises `Refused` for a day on which the programme is closed, for another day or size than before, while an earlier
    wave is not complete, and where the population is no longer the one that the programme was opened for.
    """
    kind = _OF[programme.kind]
    told_of = kind.remarks(programme, on)  # refused before the first rule, and before anything is written
    if kind.is_closed(programme, on):
        raise Refused(" ; ".join(told_of))
    with alone(programme):
        wave = _begun(programme, number, on, size)
        place = folder / f"vague-{number:03d}"
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        _repair(place, kind.FILE, wave.portions)
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
    for rows in _OF[programme.kind].read(source, part["name"], wave.on, programme.after_person, portion):
        if programme.kind == Kind.FLU:
            with running_programmes("programme wave"):
                rows = vouchers.without_one(programme, rows)
        if wave.size is not None:
            if wave.taken == wave.size:
                return
            rows = rows[: wave.size - wave.taken]
        if rows:
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
        said = {"on": on, "size": size, "reference_on": _OF[programme.kind].reference(on)}
        wave, is_new = programme.waves.get_or_create(number=number, defaults=said)
        if wave.on != on or (size is not None and wave.size != size):
            raise Refused(
                f"La vague {number} existe déjà, du {wave.on}" + f", de {wave.size} personnes" * bool(wave.size)
            )
        if is_new and programme.kind == Kind.FLU and programme.part >= len(programme.parts):
            programme.part, programme.after_person = 0, None
            programme.save(update_fields=["part", "after_person"])
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
    programme: Programme, wave: ProgrammeWave, rows: Sequence[tuple], funds: dict[str, int], place: Path
) -> None:
    """Its file, its rows and where the wave has come to."""
    kind, number = _OF[programme.kind], wave.portions + 1
    lines, keep = kind.drafted(programme, wave, rows, funds)
    name = _name(kind.FILE, number)
    draft = _drafted(place, name, kind.HEADER + lines)
    with running_programmes("programme wave"), connection.cursor() as cursor:
        keep(cursor)
        wave.portions, wave.taken = number, wave.taken + len(rows)
        wave.save(update_fields=["portions", "taken"])
        programme.after_person = rows[-1][0]
        programme.save(update_fields=["after_person"])
    draft.replace(place / name)


def _name(file: str, number: int) -> str:
    return f"{file}-{number:05d}.csv"


def _drafted(place: Path, name: str, text: str) -> Path:
    draft = place / f".{name}.draft"
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    return draft


def _repair(place: Path, file: str, kept: int) -> None:
    """What a killed run left: the file of a portion whose rows are kept is whole, any other is of nobody."""
    for draft in place.glob(f".{file}-*.csv.draft"):
        number = int(draft.name.removeprefix(f".{file}-").removesuffix(".csv.draft"))
        if number <= kept and not (place / _name(file, number)).exists():
            draft.replace(place / _name(file, number))
        else:
            draft.unlink()
