"""The diagnosis as a PDF, in the look of the letters (typst, PDF/UA-1)."""

from __future__ import annotations

from functools import singledispatch

from allervers.law.wording import day as french_day
from allervers.population.diagnosis import charts
from allervers.population.diagnosis.document import (
    Block,
    Cards,
    Diagnosis,
    Map,
    Paragraph,
    Plan,
    Sentences,
    Terms,
)
from allervers.population.diagnosis.plan import EMPTY_ROWS, FIELDS
from allervers.population.files import Refused
from allervers.publishing.amounts import Amount
from allervers.publishing.document import Chart, Table, runs
from allervers.publishing.typesetting import chart_data

FONT = "Libertinus Serif"


def written(diagnosis: Diagnosis) -> bytes:
    try:
        from allervers.messaging.letters import render
    except ImportError as error:
        raise Refused("typst manque pour écrire un PDF : installer allervers[population]") from error
    sections = [
        {"title": section.title, "blocks": [_data(block) for block in section.blocks]} for section in diagnosis.sections
    ]
    head = {
        "title": diagnosis.title,
        "place": diagnosis.place,
        "day": french_day(diagnosis.day),
        "date": diagnosis.day.isoformat(),
        "warning": diagnosis.warning,
    }
    return render("diagnosis.typ", head | {"sections": sections})


@singledispatch
def _data(block: Block) -> dict:
    raise TypeError(block)


@_data.register
def _(block: Paragraph) -> dict:
    return {"kind": "paragraph", "runs": runs(block.text)}


@_data.register
def _(block: Sentences) -> dict:
    return {"kind": "sentences", "items": [runs(text) for text in block.texts]}


@_data.register
def _(block: Cards) -> dict:
    cards = [{"label": card.label, "number": str(card.amount), "comment": card.comment} for card in block.cards]
    return {"kind": "cards", "cards": cards}


@_data.register
def _(block: Terms) -> dict:
    return {"kind": "terms", "terms": list(block.terms)}


@_data.register
def _(block: Chart) -> dict:
    return chart_data(block)


@_data.register
def _(block: Map) -> dict:
    alt = f"{block.title}. {block.description}"
    svg = charts.tile_map(block.rates, FONT, block.outlined)
    return {"kind": "map", "title": block.title, "svg": svg, "alt": alt, "told": block.description}


@_data.register
def _(block: Table) -> dict:
    rows = [[_cell(value) for value in row] for row in block.rows]
    return {"kind": "table", "title": block.title, "headings": list(block.headings), "rows": rows, "note": block.note}


@_data.register
def _(block: Plan) -> dict:
    rows = [
        [
            step.objective,
            step.action,
            step.owner,
            step.partners,
            french_day(step.due_on) if step.due_on else "",
            step.measure,
        ]
        for step in block.steps
    ]
    return {"kind": "plan", "headings": list(FIELDS.values()), "rows": rows, "blank": 0 if rows else EMPTY_ROWS}


def _cell(value: str | Amount) -> dict:
    text = str(value)
    strong = text.startswith("**")
    return {"text": text.strip("*"), "masked": isinstance(value, Amount) and value.mask is not None, "strong": strong}
