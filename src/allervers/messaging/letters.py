"""Letters and forms in PDF, made with typst: a template of this package and the data that fill it."""

import json
from functools import cache
from pathlib import Path

import typst

TEMPLATES = Path(__file__).parent / "templates"
_ACCESSIBLE = "ua-1"


@cache
def _fonts() -> typst.Fonts:
    """Only the typefaces that come with typst: every installation prints the same. Shared, for speed."""
    return typst.Fonts(include_system_fonts=False)


def render(template_name: str, data: dict) -> bytes:
    """The PDF of a template of `templates/`, accessible (PDF/UA-1), filled with JSON-like data.

    The data reach the template as values, never as markup: what looks like markup in a name is printed as it is.
    """
    try:
        return _compile(template_name, data, [_ACCESSIBLE])
    except typst.TypstError as error:
        # A sign that no typeface has (an ideogram, an emoji) forbids the claim of accessibility. A letter with an
        # empty box in the place of that sign is better than no letter.
        if "could not be displayed" not in str(error):
            raise
        return _compile(template_name, data, [])


def _compile(template_name: str, data: dict, standards: list[str]) -> bytes:
    return typst.compile(
        str(TEMPLATES / template_name),
        root=str(TEMPLATES),
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps(data)},
        pdf_standards=standards,
    )
