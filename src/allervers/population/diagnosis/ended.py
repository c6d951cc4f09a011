"""The section of the diagnosis on rights that ended, and why: what the fund's casework knows, brought by a file.

A population keeps the last end of a right, without its cause; these lines are those of the fund's yearly report.
"""

from __future__ import annotations

from pathlib import Path

from allervers.population.diagnosis.document import Paragraph, Section, Sentences
from allervers.population.files import Refused
from allervers.publishing import ended
from allervers.publishing.document import Table
from allervers.publishing.ended import EndedRights, Line, Told


def read(file: Path, fund: str | None) -> EndedRights:
    """The rights that ended in this fund. Raises `Refused`: another fund's, or a file that was not written so."""
    try:
        rights = ended.read(file)
    except ended.Unreadable as error:
        raise Refused(str(error)) from error
    if rights.fund != fund:
        there = f"« {fund} »" if fund else "de toutes les caisses"
        raise Refused(f"{file}, fund : « {rights.fund} », attendu la caisse du diagnostic ({there})")
    return rights


def section(rights: EndedRights | None) -> Section:
    """Without blocks where nothing is known; small numbers are always hidden."""
    title = "Pourquoi des droits ont fini"
    if rights is None or not rights.of().ended:
        return Section("fins", title, [])
    told = Told(rights, masked=True)
    when = f"Du {rights.first:%d/%m/%Y} au {rights.last:%d/%m/%Y}, d'après le suivi de la caisse."
    tables = [
        Table("Droits finis, selon l'âge", ended.BY_AGE, _rows(told.by_age())),
        Table("Droits finis, selon la cause", ended.BY_CAUSE, _rows(told.by_cause()), ended.DEFINITION),
    ]
    return Section("fins", title, [Paragraph(when), Sentences(told.sentences()), *tables])


def _rows(lines: list[Line]) -> list[tuple]:
    *rows, (label, *values) = lines
    return [*rows, (f"**{label}**", *values)]
