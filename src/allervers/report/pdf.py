"""The report as a document in PDF, A4, accessible (PDF/UA-1): charts are vectors, definitions stand at the end."""

import datetime
import json
from functools import cache
from pathlib import Path

import typst

from allervers.publishing.amounts import Amount
from allervers.publishing.document import Card, Table, runs
from allervers.publishing.typesetting import ROOT, chart_data

from . import theme
from .arranging import side_by_side
from .document import Report, Visual
from .measuring import FONTS

TEMPLATE = Path(__file__).parent / "report.typ"
_ACCESSIBLE = "ua-1"


@cache
def _fonts() -> typst.Fonts:
    """Only the typeface of this package: every installation makes the same file."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


def write(report: Report) -> bytes:
    """The file."""
    made = datetime.datetime.combine(report.made_of, datetime.time(), tzinfo=datetime.UTC)
    return typst.compile(
        str(TEMPLATE),
        root=str(ROOT),
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps(as_data(report))},
        pdf_standards=[_ACCESSIBLE],
        timestamp=int(made.timestamp()),
    )


def as_data(report: Report) -> dict:
    """What the template reads: texts as pieces that stand out or not, numbers with the way they are written."""
    return {
        "title": report.title,
        "place": report.place,
        "period": report.period,
        "warning": report.warning,
        "foot": report.foot,
        "made_of": report.made_of.isoformat(),
        "colours": {name.lower(): value for name, value in vars(theme).items() if name.isupper() and name != "FONT"},
        "sections": [
            {
                "title": section.title,
                "pages": [
                    {
                        "title": page.title,
                        "cards": [_card(card) for card in page.cards],
                        "sentences": [runs(sentence) for sentence in page.sentences],
                        "visuals": [_visual(visual) for visual in page.visuals],
                        "side_by_side": side_by_side(page.visuals),
                    }
                    for page in section.pages
                ],
            }
            for section in report.sections
        ],
        "left_out": [{"title": one.title, "why": one.why} for one in report.left_out],
        "definitions": [{"label": one.label, "text": one.text} for one in report.definitions],
    }


def _card(card: Card) -> dict:
    return {"label": card.label, "amount": str(card.amount), "comment": card.comment}


def _visual(visual: Visual) -> dict:
    return _table(visual) if isinstance(visual, Table) else chart_data(visual)


def _table(table: Table) -> dict:
    return {
        "kind": "table",
        "title": table.title,
        "headings": table.headings,
        "rows": [[str(value) for value in row] for row in table.rows],
        "numeric": [isinstance(value, Amount) for value in table.rows[0]],
    }
