"""Figures as files: CSV, or a spreadsheet with their definitions on a sheet of their own."""

import datetime
import io
from collections.abc import Iterable

import xlsxwriter
from django.http import Http404, HttpResponse
from odf import table, text
from odf.opendocument import OpenDocumentSpreadsheet

from allervers.domain.figures.catalogue import Indicator
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
Rows = list[list[object]]


def file_response(kind: str, name: str, rows: Rows, indicators: Iterable[Indicator]) -> HttpResponse:
    """The lines under `FILE_HEADING`, as one of `KINDS`; 404 for any other."""
    if kind == "csv":
        return csv_response(f"{name}.csv", FILE_HEADING, rows)
    if kind not in KINDS:
        raise Http404
    sheets = {"Chiffres": [FILE_HEADING, *rows], "Définitions": [DEFINITIONS, *_definitions(indicators)]}
    content, content_type = {"xlsx": _xlsx, "ods": _ods}[kind](sheets)
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    response["Cache-Control"] = "no-store"
    return response


def _definitions(indicators: Iterable[Indicator]) -> Rows:
    return [
        [one.name, one.label, one.definition, one.unit, one.basis.counted, one.basis.left_out, one.since]
        for one in indicators
    ]


def _xlsx(sheets: dict[str, Rows]) -> tuple[bytes, str]:
    file = io.BytesIO()
    # A text stays a text: neither a formula nor a link, whatever it starts with.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(file, options) as book:
        bold, date = book.add_format({"bold": True, "text_wrap": True}), book.add_format({"num_format": "dd/mm/yyyy"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, len(rows[0]) - 1, 24)
            for number, row in enumerate(rows):
                for place, value in enumerate(row):
                    if isinstance(value, datetime.date):
                        sheet.write_datetime(number, place, value, date)
                    elif isinstance(value, int | float):
                        sheet.write_number(number, place, value)
                    elif value is not None:
                        sheet.write_string(number, place, str(value), bold if number == 0 else None)
    return file.getvalue(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _ods(sheets: dict[str, Rows]) -> tuple[bytes, str]:
    book = OpenDocumentSpreadsheet()
    for name, rows in sheets.items():
        sheet = table.Table(name=name)
        for row in rows:
            line = table.TableRow()
            for value in row:
                line.addElement(_ods_cell(value))
            sheet.addElement(line)
        book.spreadsheet.addElement(sheet)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue(), "application/vnd.oasis.opendocument.spreadsheet"


def _ods_cell(value: object) -> table.TableCell:
    if value is None:
        return table.TableCell()
    if isinstance(value, datetime.date):
        cell = table.TableCell(valuetype="date", datevalue=value.isoformat())
    elif isinstance(value, int | float):
        cell = table.TableCell(valuetype="float", value=value)
    else:
        cell = table.TableCell(valuetype="string")
    cell.addElement(text.P(text=str(value)))
    return cell
