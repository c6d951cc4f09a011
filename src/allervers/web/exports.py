"""Lists as files that a French spreadsheet opens: `;`, UTF-8 with its mark, decimal commas, no live formulas."""

import csv
import datetime
import io
import re
import unicodedata
from collections.abc import Iterable

from django.http import HttpResponse

# A cell that starts with one of these is a formula to a spreadsheet; some trim what cannot be seen first, and some read
# the signs of full width as the usual ones.
_STARTS_A_FORMULA = re.compile(r"[\s\ufeff\x00-\x1f\u200b-\u200f\u202a-\u202e\u2060-\u2069\u00ad]*[=+\-@]|[\t\r\n]")


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
    return f"'{text}" if _STARTS_A_FORMULA.match(unicodedata.normalize("NFKC", text[:200])) else text


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
