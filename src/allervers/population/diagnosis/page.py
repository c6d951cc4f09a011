"""The diagnosis as one HTML file: no script, nothing fetched, readable on a telephone, printable."""

from __future__ import annotations

import base64
import hashlib
from functools import singledispatch
from html import escape
from importlib import resources

from allervers.law.wording import day as french_day
from allervers.population.diagnosis.document import (
    Block,
    Cards,
    Chart,
    Diagnosis,
    Paragraph,
    Plan,
    Section,
    Sentences,
    Table,
    Terms,
    runs,
)
from allervers.population.diagnosis.plan import EMPTY_ROWS, FIELDS, Step
from allervers.population.diagnosis.publication import Shown

FONT = "Liberation Sans, Arial, sans-serif"


def written(diagnosis: Diagnosis) -> str:
    style = resources.files(__package__).joinpath("page.css").read_text(encoding="utf-8")
    title = f"{diagnosis.title} — {diagnosis.place}"
    links = "".join(f'<li><a href="#{each.name}">{escape(each.title)}</a></li>' for each in diagnosis.sections)
    warning = f'<p class="warning" role="note">{escape(diagnosis.warning)}</p>' if diagnosis.warning else ""
    sections = "".join(map(_section, diagnosis.sections))
    return f"""<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_policy(style)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<style>{style}</style>
</head>
<body>
<header>
<h1>{escape(diagnosis.title)}</h1>
<p><strong>{escape(diagnosis.place)}</strong>, au {french_day(diagnosis.day)}</p>
{warning}
<nav aria-label="Sections"><ul>{links}</ul></nav>
</header>
<main>
{sections}</main>
</body>
</html>
"""


def _policy(style: str) -> str:
    """Nothing may be loaded or run; this very style sheet applies."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _section(section: Section) -> str:
    blocks, pieces = list(section.blocks), []
    while blocks:
        block = blocks.pop(0)
        # A chart stands beside the table of its numbers.
        if isinstance(block, Chart) and blocks and isinstance(blocks[0], Table):
            pieces.append(f'<div class="pair">{_html(block)}<div>{_html(blocks.pop(0))}</div></div>')
        else:
            pieces.append(_html(block))
    name = section.name
    return (
        f'<section id="{name}" aria-labelledby="{name}-titre"><h2 id="{name}-titre">{escape(section.title)}</h2>'
        f"{''.join(pieces)}</section>\n"
    )


@singledispatch
def _html(block: Block) -> str:
    raise TypeError(block)


@_html.register
def _(block: Paragraph) -> str:
    return f'<p class="plain">{_marked(block.text)}</p>'


@_html.register
def _(block: Sentences) -> str:
    items = "".join(f"<li>{_marked(text)}</li>" for text in block.texts)
    return f'<ul class="said">{items}</ul>' if items else ""


@_html.register
def _(block: Cards) -> str:
    cards = (
        f'<div><dt>{escape(card.label)}</dt><dd class="number">{escape(str(card.number))}</dd>'
        + (f'<dd class="comment">{escape(card.comment)}</dd>' if card.comment else "")
        + "</div>"
        for card in block.cards
    )
    return '<dl class="cards">' + "".join(cards) + "</dl>"


@_html.register
def _(block: Terms) -> str:
    return '<dl class="terms">' + "".join(f"<dt>{escape(t)}</dt><dd>{escape(d)}</dd>" for t, d in block.terms) + "</dl>"


@_html.register
def _(block: Chart) -> str:
    label = escape(f"{block.title}. {block.description}", quote=True)
    svg = block.draw(FONT).replace("<svg ", f'<svg role="img" aria-label="{label}" ', 1)
    told = f'<p class="told">{escape(block.description)}</p>' if block.shows_description else ""
    return f"<figure><figcaption>{escape(block.title)}</figcaption>{svg}{told}</figure>"


@_html.register
def _(block: Table) -> str:
    head = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in block.headings)
    body = "".join(
        f'<tr><th scope="row">{_marked(str(name))}</th>' + "".join(map(_cell, cells)) + "</tr>"
        for name, *cells in block.rows
    )
    note = f'<p class="note">{escape(block.note)}</p>' if block.note else ""
    return _wrapped(block.title, f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody>") + note


@_html.register
def _(block: Plan) -> str:
    head = "".join(f'<th scope="col">{escape(title)}</th>' for title in FIELDS.values())
    blank = "<tr>" + '<td class="blank"></td>' * len(FIELDS) + "</tr>"
    body = "".join(map(_step, block.steps)) or blank * EMPTY_ROWS
    return _wrapped("Plan d'action", f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody>", "plan")


def _step(step: Step) -> str:
    due = french_day(step.due_on) if step.due_on else ""
    values = (step.action, step.owner, step.partners, due, step.measure)
    cells = "".join(f"<td>{escape(value)}</td>" for value in values)
    return f'<tr><th scope="row">{escape(step.objective)}</th>{cells}</tr>'


def _cell(value: str | Shown) -> str:
    masked = ' class="masked"' if isinstance(value, Shown) and value.mask else ""
    return f"<td{masked}>{escape(str(value))}</td>"


def _wrapped(title: str, table: str, kind: str = "") -> str:
    """Wide tables scroll by themselves, by keyboard too."""
    of = f' class="{kind}"' if kind else ""
    label = escape(title, quote=True)
    return (
        f'<div class="table" role="region" aria-label="Tableau : {label}" tabindex="0">'
        f"<table{of}><caption>{escape(title)}</caption>{table}</table></div>"
    )


def _marked(text: str) -> str:
    return "".join(f"<strong>{escape(piece)}</strong>" if strong else escape(piece) for piece, strong in runs(text))
