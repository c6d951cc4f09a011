"""The diagnosis as one HTML file: no script, nothing fetched, readable on a telephone, printable."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from allervers.law.wording import day
from allervers.population.diagnosis import charts
from allervers.population.diagnosis.document import Block, Diagnosis, Map
from allervers.population.diagnosis.plan import EMPTY_ROWS, FIELDS
from allervers.publishing.document import Chart, Table, runs

FONT = "Liberation Sans, Arial, sans-serif"


def written(diagnosis: Diagnosis) -> str:
    style = resources.files(__package__).joinpath("page.css").read_text(encoding="utf-8")
    pages = Environment(loader=PackageLoader(__package__, ""), autoescape=True, undefined=StrictUndefined)
    pages.globals |= {
        "runs": runs,
        "day": day,
        "drawn": _drawn,
        "pairs": _pairs,
        "FIELDS": FIELDS,
        "EMPTY_ROWS": EMPTY_ROWS,
        "kind": lambda block: type(block).__name__,
    }
    return pages.get_template("page.html.jinja").render(
        diagnosis=diagnosis, style=Markup(style), policy=Markup(_policy(style))
    )


def _policy(style: str) -> str:
    """Nothing may be loaded or run; this very style sheet applies."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _drawn(block: Chart | Map) -> Markup:
    """The drawing, which says the same to who does not see it."""
    if isinstance(block, Map):
        drawing, told = charts.tile_map(block.rates, FONT, block.outlined), f"{block.title}. {block.description}"
    else:
        drawing, told = charts.bars(block, FONT), block.description
    return Markup(drawing.replace("<svg ", f'<svg role="img" aria-label="{escape(told)}" ', 1))


def _pairs(blocks: Sequence[Block]) -> Iterator[tuple[Block, Table | None]]:
    """Each block; a chart with the table of its numbers, beside which it stands."""
    left = list(blocks)
    while left:
        block = left.pop(0)
        beside = isinstance(block, Chart | Map) and left and isinstance(left[0], Table)
        yield block, left.pop(0) if beside else None
