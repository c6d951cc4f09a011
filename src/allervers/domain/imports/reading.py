"""The lines of a CSV file, one at a time: what is no text, no CSV or not as wide as the header is refused here."""

import csv
from collections.abc import Callable, Iterator
from operator import itemgetter
from pathlib import Path
from typing import BinaryIO

from allervers.publishing.formats import kind_of

from .fields import EMPTY, NULL
from .layout import Column, Layout
from .refusals import Refusals, Unreadable

LONGEST_LINE = 1_000_000  # bytes
REMEMBERED = 20_000  # values of one column

Told = Callable[[int, int], object]


class _Lines:
    """The decoded lines of a file; `number` is that of the last one."""

    def __init__(self, file: BinaryIO, refusals: Refusals):
        self.file, self.refusals = file, refusals
        self.number = self.bytes = 0

    def __iter__(self):
        return self

    def __next__(self) -> str:
        while raw := self.file.readline(LONGEST_LINE):
            self.number += 1
            self.bytes += len(raw)
            if len(raw) == LONGEST_LINE and not raw.endswith(b"\n"):
                self._refuse("ligne sans fin", f"une ligne de moins de {LONGEST_LINE} octets")
                break
            try:
                line = raw.decode("utf-8-sig" if self.number == 1 else "utf-8")
            except UnicodeDecodeError:
                self._refuse("caractères illisibles", "de l'UTF-8")
                continue
            if "\0" in line:
                self._refuse("caractère nul", "du texte")
                continue
            return line
        raise StopIteration

    def _refuse(self, problem: str, expected: str) -> None:
        self.refusals.add(self.number, "", problem, expected)


def records(path: Path, layout: Layout, refusals: Refusals, told: Told) -> Iterator[tuple[int, list[str]]]:
    """The number of its line and the cells of each record that is as wide as the header; blank lines do not count."""
    try:
        size = path.stat().st_size
        file = path.open("rb")
    except FileNotFoundError:
        refusals.add(0, "", "fichier absent", f"{layout.file}, en-tête compris, même sans aucune ligne")
        return
    except OSError:
        refusals.add(0, "", "fichier illisible", "un fichier CSV")
        return
    with file:
        if kind := kind_of(file.peek(4)[:4]):
            refusals.add(0, "", f"le fichier est {kind}", "un fichier CSV en UTF-8")
            return
        lines = _Lines(file, refusals)
        found = _cells(lines, refusals)
        if not _header_is(layout, next(found, None), refusals):
            return
        for line, cells in found:
            if len(cells) == len(layout.columns):
                yield line, cells
            else:
                refusals.add(line, "", f"{_columns(len(cells))}", _columns(len(layout.columns)))
            if not line % 5_000:
                told(lines.bytes, size)
        told(size, size)


def cells_of(file: BinaryIO, refusals: Refusals) -> Iterator[tuple[int, list[str]]]:
    """The number of its line and the cells of each record of an open file, of whatever width: for a file that another
    program lays out."""
    return _cells(_Lines(file, refusals), refusals)


def _columns(count: int) -> str:
    return f"{count} colonne{'s' * (count > 1)}"


def _cells(lines: _Lines, refusals: Refusals) -> Iterator[tuple[int, list[str]]]:
    """Line by line: a quotation mark left open would else swallow the lines that follow, up to the next one."""
    for line in lines:
        try:
            cells = next(csv.reader((line,), delimiter=";", strict=True), None)
        except csv.Error as error:
            refusals.add(lines.number, "", *_what_is_no_csv(str(error)))
            continue
        if cells:
            yield lines.number, cells


def _what_is_no_csv(error: str) -> tuple[str, str]:
    if "new-line" in error:
        return "retour chariot au milieu d'une ligne", "des lignes finies par un saut de ligne"
    if "unexpected end" in error:
        return "guillemet ouvert et pas fermé sur la même ligne", "chaque champ entier sur une ligne"
    if "field limit" in error:
        return "champ trop long", f"un champ de moins de {csv.field_size_limit()} caractères"
    return (
        "guillemets mal fermés",
        "un champ dont le guillemet se ferme juste avant « ; », ceux du texte étant doublés",
    )


def _header_is(layout: Layout, found: tuple[int, list[str]] | None, refusals: Refusals) -> bool:
    """The first record is the header of the format; else one refusal says what it is instead."""
    if found is None and refusals.total:
        return False
    line, cells = found or (0, [])
    names = [cell.strip() for cell in cells]
    if names == layout.header:
        return True
    missing = [name for name in layout.header if name not in names]
    unknown = [name for name in names if name not in layout.header]
    if not cells:
        problem = "fichier vide"
    elif len(missing) == len(layout.header):
        problem = "pas d'en-tête"
    elif missing or unknown:
        problem = "en-tête différent" + _list(", il manque", missing) + _list(", en trop", unknown)
    else:
        problem = "colonnes dans un autre ordre, ou en double"
    refusals.add(line, "", problem, f"en première ligne {';'.join(layout.header)}")
    return False


def _list(words: str, names: list[str]) -> str:
    # A column that is not one of ours may be anything, also data.
    shown = [name if name.isidentifier() and len(name) <= 40 else "?" for name in names]
    return f"{words} {', '.join(shown)}" if shown else ""


class _Read(dict):
    """What the cells of a column are for COPY: each different one is read once."""

    def __init__(self, column: Column):
        super().__init__()
        self.column = column

    def __missing__(self, cell: str) -> str:
        value = self.column.read(cell)
        if not self.column.varied and len(self) < REMEMBERED:
            self[cell] = value
        return value


def staged_lines(path: Path, layout: Layout, refusals: Refusals, told: Told) -> Iterator[str]:
    """The lines for COPY: number, names of unreadable fields, and every field that is kept (unreadable ones null)."""
    for line, unreadable, values in _read(path, layout, refusals, told):
        yield "\t".join((str(line), unreadable, *values)) + "\n"


def rows(path: Path, layout: Layout, refusals: Refusals, told: Told) -> Iterator[tuple[int, dict[str, str]]]:
    """The number of each line that can be read whole, and every field that is kept: for what no table may hold as it
    comes, not even a temporary one."""
    names = [column.name for column in layout.staged]
    for line, unreadable, values in _read(path, layout, refusals, told):
        if unreadable == EMPTY:
            yield line, dict(zip(names, values, strict=True))


def _read(path: Path, layout: Layout, refusals: Refusals, told: Told) -> Iterator[tuple[int, str, list[str]]]:
    read = [_Read(column) for column in layout.staged]
    kept = itemgetter(*(place for place, column in enumerate(layout.columns) if column.read))
    for line, cells in records(path, layout, refusals, told):
        cells = kept(cells)
        unreadable = EMPTY
        try:
            values = [column[cell] for column, cell in zip(read, cells, strict=True)]
        except Unreadable:
            values, unreadable = _one_by_one(line, cells, read, refusals)
        yield line, unreadable, values


def _one_by_one(line: int, cells: tuple[str, ...], read: list[_Read], refusals: Refusals) -> tuple[list[str], str]:
    values, names = [], []
    for known, cell in zip(read, cells, strict=True):
        try:
            values.append(known[cell])
        except Unreadable as error:
            refusals.add(line, known.column.name, error.problem, error.expected)
            values.append(NULL)
            names.append(known.column.name)
    return values, "{" + ",".join(names) + "}"
