"""The two files of somebody's copy of their data: one to read and to print, one for a program."""

import json

from django.http import HttpResponse
from django.template.loader import render_to_string

from allervers.domain.access_requests.composing import lines, said_of_moment
from allervers.web.exports import file_response

READABLE, MACHINE = KINDS = ("lisible", "donnees")


def copy_response(content: bytes, kind: str, reference: str) -> HttpResponse:
    """To keep, never shown in the page: a browser would keep it in its history."""
    name = f"mes-donnees-{reference.lower()}"
    if kind == MACHINE:
        return file_response(content, "application/json", f"{name}.json")
    return file_response(readable(content).encode(), "text/html; charset=utf-8", f"{name}.html")


def readable(content: bytes) -> str:
    """The same in French, as one page without anything to fetch."""
    copy = json.loads(content)
    sections = [
        {
            "title": table["title"],
            "rows": [list(lines(table, row)) for row in table["rows"]],
            "left_out": list(table["left_out"].items()),
        }
        for table in copy["tables"]
    ]
    viewers = [{**viewer, "last": said_of_moment(viewer["last"] or "")} for viewer in copy["seen_by"]]
    context = {"copy": copy, "sections": sections, "viewers": viewers, "made": said_of_moment(copy["made_at"])}
    return render_to_string("pieces/copy.html", context)
