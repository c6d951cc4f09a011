"""Lists as files that a French spreadsheet opens: `;`, UTF-8 with its mark, decimal commas, no live formulas."""

import csv
import datetime
import io
from collections.abc import Iterable

from django.http import HttpResponse

# A cell that starts with one of these is a formula to a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


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
    return f"'{text}" if text.startswith(_FORMULA) else text


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
