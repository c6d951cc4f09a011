"""Figures as files: CSV, or a spreadsheet with their definitions on a sheet of their own."""

from collections.abc import Iterable

from django.http import Http404, HttpResponse
from django.utils import timezone

from allervers.domain.figures.catalogue import Indicator
from allervers.publishing.amounts import Amount
from allervers.publishing.spreadsheets import TYPES, Book, Cell, Sheet, excel, opendocument
from allervers.report.theme import ACCENT
from allervers.web.exports import csv_response

from .lines import FILE_HEADING

DEFINITIONS = [
    "Indicateur",
    "Libellé",
    "Définition",
    "Unité",
    "Population comptée",
    "Exclusions",
    "Compté ainsi depuis",
]
KINDS = {
    "csv": "CSV",
    "xlsx": "Excel (XLSX)",
    "ods": "LibreOffice (ODS)",
}
WRITERS = {"xlsx": excel.write, "ods": opendocument.write}
Rows = list[list[Cell]]


def file_response(kind: str, name: str, subject: str, rows: Rows, indicators: Iterable[Indicator]) -> HttpResponse:
    """The lines under `FILE_HEADING`, as one of `KINDS`; 404 for any other. `subject`: of what they are."""
    if kind == "csv":
        return csv_response(f"{name}.csv", FILE_HEADING, ([_raw(cell) for cell in row] for row in rows))
    if kind not in WRITERS:
        raise Http404
    sheets = [Sheet("Chiffres", FILE_HEADING, rows), Sheet("Définitions", DEFINITIONS, _definitions(indicators))]
    book = Book("Allervers : chiffres", subject, timezone.localdate(), sheets, ACCENT)
    response = HttpResponse(WRITERS[kind](book), content_type=TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    response["Cache-Control"] = "no-store"
    return response


def _raw(cell: Cell) -> object:
    """As programs read it: shares are fractions, durations days."""
    return cell if not isinstance(cell, Amount) else cell.number if cell.is_known else str(cell)


def _definitions(indicators: Iterable[Indicator]) -> Rows:
    return [
        [one.name, one.label, one.definition, one.unit, one.basis.counted, one.basis.left_out, one.since]
        for one in indicators
    ]
