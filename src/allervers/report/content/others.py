"""What is counted and has no page of its own here: a page for each theme that came since."""

from allervers.domain.figures.indicators import BY_HAND, CATALOGUE, Indicator, ended_rights
from allervers.domain.figures.shapes import Breakdown, Count, Mean, PerFile, Share, Sum, SumShare
from allervers.publishing.document import Card

from ..arranging import bars
from ..document import LeftOut, Page, Section
from ..reading import Years, definitions
from ..sentences import brief

ONE_NUMBER = (Count, Share, Mean, PerFile, Sum, SumShare)
CARDS = 3
"""One under the other on a slide."""
LINES = 30
"""Bars of the charts of one page."""


def sections(years: Years) -> tuple[list[Section], list[LeftOut]]:
    """In the order of the catalogue; numbers as cards, breakdowns as charts. What has neither form is left out.

    A fund's own report tells the rights that ended in more detail (`ended`)."""
    by_theme: dict[str, list[Indicator]] = {}
    told = BY_HAND if years.ended is None else BY_HAND | {ended_rights.TITLE}
    for entry in CATALOGUE.values():
        if entry.theme not in told and (years.several_funds or not entry.figure.of_several_funds):
            by_theme.setdefault(entry.theme, []).append(entry)
    made, left_out = [], []
    for theme, entries in by_theme.items():
        pages = _pages(years, theme, [entry for entry in entries if entry.is_of_a_period])
        if pages:
            made.append(Section(theme, pages))
        else:
            left_out.append(LeftOut(theme, f"rien n'a été compté en {years.year}"))
        left_out += [LeftOut(entry.label, "le rapport ne montre pas de chiffre de cette forme") for entry in entries
                     if not isinstance(entry.figure, (*ONE_NUMBER, Breakdown))]  # fmt: skip
    return made, left_out


def _pages(years: Years, theme: str, entries: list[Indicator]) -> list[Page]:
    """As many as the charts need that people may read their bars, and the numbers beside them; none where nothing was
    counted."""
    numbers = [entry.name for entry in entries if isinstance(entry.figure, ONE_NUMBER)]
    known = [name for name in numbers if years.amount(name).mask or years.amount(name).number]
    charts = [entry.name for entry in entries if isinstance(entry.figure, Breakdown) and years.knows(entry.name)]
    pages: list[Page] = []
    while known or charts:
        cards, known = known[:CARDS], known[CARDS:]
        drawn, charts = _readable(years, charts)
        alone = pages and len(drawn) == 1 and not cards
        title = CATALOGUE[drawn[0]].label if alone else f"{theme} en {years.year}" + ", suite" * bool(pages)
        pages.append(_page(years, title, cards, drawn))
    return pages


def _readable(years: Years, charts: list[str]) -> tuple[list[str], list[str]]:
    """Those that one page holds, one at least, and the others."""
    lines = 0
    for place, name in enumerate(charts):
        lines += bars(years.chart(name))
        if place and lines > LINES:
            return charts[:place], charts[place:]
    return charts, []


def _page(years: Years, title: str, cards: list[str], charts: list[str]) -> Page:
    return Page(
        title,
        cards=[
            Card(CATALOGUE[name].label, years.amount(name), brief(years.change(name), years.year)) for name in cards
        ],
        visuals=[years.chart(name) for name in charts],
        definitions=definitions([*cards, *charts]),
    )
