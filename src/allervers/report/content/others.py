"""What is counted and has no page of its own here: a page for each theme that came since."""

from allervers.domain.figures.indicators import BY_HAND, CATALOGUE, Indicator, ended_rights
from allervers.domain.figures.shapes import Breakdown, Count, Mean, PerFile, Share, Sum, SumShare
from allervers.publishing.document import Card

from ..document import LeftOut, Page, Section
from ..reading import Years, definitions
from ..sentences import brief

ONE_NUMBER = (Count, Share, Mean, PerFile, Sum, SumShare)


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
        page = _page(years, theme, [entry for entry in entries if entry.is_of_a_period])
        if isinstance(page, Page):
            made.append(Section(theme, [page]))
        else:
            left_out.append(page)
        left_out += [LeftOut(entry.label, "le rapport ne montre pas de chiffre de cette forme") for entry in entries
                     if not isinstance(entry.figure, (*ONE_NUMBER, Breakdown))]  # fmt: skip
    return made, left_out


def _page(years: Years, theme: str, entries: list[Indicator]) -> Page | LeftOut:
    numbers = [entry.name for entry in entries if isinstance(entry.figure, ONE_NUMBER)]
    known = [name for name in numbers if years.amount(name).mask or years.amount(name).number]
    charts = [entry.name for entry in entries if isinstance(entry.figure, Breakdown) and years.knows(entry.name)]
    if not known and not charts:
        return LeftOut(theme, f"rien n'a été compté en {years.year}")
    return Page(
        f"{theme} en {years.year}",
        cards=[
            Card(CATALOGUE[name].label, years.amount(name), brief(years.change(name), years.year)) for name in known
        ],
        visuals=[years.chart(name) for name in charts],
        definitions=definitions([*known, *charts]),
    )
