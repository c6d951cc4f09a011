"""Letters and forms in PDF, made with typst: a template of this package and the data that fill it."""

import datetime
import io
import json
from functools import cache
from pathlib import Path

import pikepdf
import typst

TEMPLATES = Path(__file__).parent / "templates"
_ROOT = Path(__file__).parents[1]
"""Templates take charts from `/publishing/charts.typ`."""
# Accessible (PDF/UA-1), and made to be read in thirty years (PDF/A-2a).
_STANDARDS = ["ua-1", "a-2a"]


@cache
def _fonts() -> typst.Fonts:
    """Only the typefaces that come with typst: every installation prints the same. Shared, for speed."""
    return typst.Fonts(include_system_fonts=False)


class Unprintable(ValueError):
    """No typeface of ours has a sign of these words."""


def render(template_name: str, data: dict, on: datetime.date | None = None) -> bytes:
    """The PDF of a template of `templates/`, filled with JSON-like data; `strict_render`, but never refused.

    A sign that no typeface has (an ideogram, an emoji) forbids the claim of accessibility. A letter with an empty box
    in the place of that sign is better than no letter.
    """
    try:
        return strict_render(template_name, data, on)
    except Unprintable:
        return _compile(template_name, data, [], on)


def strict_render(template_name: str, data: dict, on: datetime.date | None = None) -> bytes:
    """The PDF, accessible and durable. Raises `Unprintable`.

    The data reach the template as values, never as markup: what looks like markup in a name is printed as it is. With
    `on`, the day that the PDF says it was made, the same data give the same bytes.
    """
    try:
        return _compile(template_name, data, _STANDARDS, on)
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise
        raise Unprintable from None


def _compile(template_name: str, data: dict, standards: list[str], on: datetime.date | None) -> bytes:
    made = {"timestamp": datetime.datetime.combine(on, datetime.time(), datetime.UTC)} if on else {}
    return typst.compile(
        str(TEMPLATES / template_name),
        root=str(_ROOT),
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps(data)},
        pdf_standards=standards,
        **made,
    )


def first_pages(pdf: bytes) -> tuple[list[int], int]:
    """The first page of each letter, and how many there are: each letter has one title, which is a bookmark."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        places = {page.objgen: number for number, page in enumerate((page.obj for page in opened.pages), 1)}
        with opened.open_outline() as outline:
            return [places[title.destination[0].objgen] for title in outline.root], len(places)
