"""Lists as files that a French spreadsheet opens: `;`, UTF-8 with its mark, decimal commas, no live formulas."""

import csv
import datetime
import io
from collections.abc import Iterable

from django.http import HttpResponse

from allervers.publishing.formulas import starts_a_formula


def cell(value: object) -> str:
    """What stands in the file: dates as ISO 8601, nothing for nothing, a text never as a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, int | float):
        return str(value).replace(".", ",")
    if isinstance(value, datetime.datetime | datetime.date):
        return value.isoformat(" ", "seconds") if isinstance(value, datetime.datetime) else value.isoformat()
    text = str(value)
    return f"'{text}" if starts_a_formula(text) else text


def csv_response(filename: str, header: list[str], rows: Iterable[Iterable[object]]) -> HttpResponse:
    """The whole file at once: a streamed one would be written after the request's transaction, blind."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([cell(value) for value in row] for row in rows)
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    response["Cache-Control"] = "no-store"
    return response


def pdf_response(content: bytes, filename: str, *, ours: bool = False) -> HttpResponse:
    """A PDF to keep or to print. A browser shows only what was made by us; what came from elsewhere is downloaded."""
    return file_response(content, "application/pdf", filename, place="inline" if ours else "attachment")


def calendar_response(content: bytes) -> HttpResponse:
    """Appointments, as calendar programs take them."""
    return file_response(content, "text/calendar; charset=utf-8", "rendez-vous.ics")


def file_response(content: bytes, content_type: str, filename: str, *, place: str = "attachment") -> HttpResponse:
    """A file that no cache and no history keeps."""
    headers = {"Content-Disposition": f'{place}; filename="{filename}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=content_type, headers=headers)
