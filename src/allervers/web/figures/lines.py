"""Indicators as lines that a person reads and a spreadsheet takes: label, value, the period before, the change."""

from collections.abc import Iterable
from dataclasses import dataclass

from allervers.domain.figures.indicators import CATALOGUE, Indicator
from allervers.domain.figures.masking import Mask
from allervers.domain.figures.publication import Publication
from allervers.domain.figures.shapes import WHOLE, Breakdown, Count, Figure, MeanDays, Ranking, Share, Tally
from allervers.web.templatetags.design import NO_BREAK, number, percent

NOTHING = "sans objet"  # a share or a mean of nobody
FEW = 20  # a percentage of fewer says nothing: the difference itself is shown

KEY = ["detections", "closures", "successes", "success_share", "mean_days_all_closed", "open_files"]
SECTIONS = {
    "Détections": [
        *("detections_care_share", "detections_external_share"),
        *("detections_by_family", "detections_by_internal_category"),
    ],
    "Clôtures": ["closures_not_relevant_share", "closures_by_reason"],
    "Succès": [
        *("successes_care", "successes_non_care", "global_view_share_care"),
        *("care_guidance_share_of_care_successes", "outcome_share"),
    ],
    "Durées": ["mean_days_successes", "mean_days_care", "mean_days_non_care"],
    "Partenaires": ["top_external_detectors"],
}
OF_A_FUND = [
    *("detections", "detections_care_share", "detections_external_share"),
    *("closures", "successes", "success_share", "mean_days_all_closed"),
]
RANKING_COLUMNS = {
    "accompaniments": "Dossiers clos",
    "care_share": "Avec soins",
    "not_relevant_share": "Non pertinents",
    "funds": "Caisses",
}


@dataclass(frozen=True)
class Edition:
    """A period's counts, and what may be shown of them (everything, without a publication)."""

    tally: Tally
    publication: Publication | None = None

    def read(self, figure: Figure, scope: int = WHOLE) -> "Value":
        mask = self.publication.mask(figure, scope) if self.publication else None
        return Value(figure, None if mask else figure.value(self.tally, scope), mask)


@dataclass(frozen=True)
class Value:
    """One number, or the mask in its place."""

    figure: Figure
    number: float | None
    mask: Mask | None = None

    def __str__(self):
        if self.mask:
            return self.mask.value
        if self.number is None:
            return NOTHING
        if isinstance(self.figure, Share):
            return percent(self.number, 1)
        if isinstance(self.figure, MeanDays):
            return f"{number(self.number, 1)}{NO_BREAK}jours"
        return number(self.number)

    @property
    def in_file(self) -> object:
        return self.mask.value if self.mask else self.number

    def change_from(self, former: "Value") -> str:
        """In per cent for a count, in points for a share, in days for a duration; nothing when one is unknown."""
        if self.number is None or former.number is None:
            return ""
        change = self.number - former.number
        if isinstance(self.figure, Share):
            return f"{_signed(number(change * 100, 1))}{NO_BREAK}points"
        if isinstance(self.figure, MeanDays):
            return f"{_signed(number(change, 1))}{NO_BREAK}jours"
        if former.number < FEW:
            return _signed(number(change))
        return _signed(percent(change / former.number, 1))


def _signed(text: str) -> str:
    return text if text.startswith("−") else f"+{text}"


@dataclass(frozen=True)
class Line:
    """One value of an indicator, `detail` being the code's label in a breakdown."""

    indicator: Indicator
    detail: str
    value: Value
    former: Value | None
    comparable: bool

    @property
    def label(self) -> str:
        return self.detail or self.indicator.label

    @property
    def change(self) -> str:
        return self.value.change_from(self.former) if self.former and self.comparable else ""


def lines(
    indicator: Indicator,
    edition: Edition,
    former: Edition | None = None,
    *,
    comparable: bool = True,
    scope: int = WHOLE,
) -> list[Line]:
    """The values of one indicator. `former` is the edition that it is shown beside; when the two periods are not
    of the same length they are not `comparable`, and no change is computed."""

    def line(figure: Figure, detail: str = "") -> Line:
        before = former.read(figure, scope) if former and _has(former.tally, figure) else None
        return Line(indicator, detail, edition.read(figure, scope), before, comparable)

    figure = indicator.figure
    if isinstance(figure, Ranking):
        return []
    if isinstance(figure, Breakdown):
        return [line(part, figure.codes(code).label) for code, part in figure.parts.items()]
    return [line(figure)]


def _has(tally: Tally, figure: Figure) -> bool:
    return all(population in tally.files_by_fund for population in figure.counted())


def chart(indicator: Indicator, edition: Edition) -> dict:
    """What `design/bar_chart.html` takes. A masked value has no bar."""
    shares = isinstance(next(iter(indicator.figure.parts.values())), Share)
    return {
        "indicator": indicator,
        "caption": indicator.label,
        "value_heading": "Part" if shares else "Dossiers",
        "rows": [
            {"label": line.label, "value": line.value.number, "display": str(line.value)}
            for line in lines(indicator, edition)
        ],
    }


def ranking(indicator: Indicator, edition: Edition) -> dict:
    """Headings and rows of a table. Masked ones come last, by name: their rank would tell their size."""
    figure: Ranking = indicator.figure
    names = [figure.counted_as, *figure.shares, *(["funds"] if edition.publication else [])]
    headings = [RANKING_COLUMNS[name] for name in names]
    rows = []
    for code in figure.ranked(edition.tally):
        counted = edition.read(Count(figure.population_of[code]))
        values = [counted, *(edition.read(by_code[code]) for by_code in figure.shares.values())]
        if edition.publication:
            funds = edition.tally.funds(figure.population_of[code])
            # Ten funds and fewer than eleven files would be ten files.
            values.append(Value(counted.figure, None, Mask.WITHHELD) if counted.mask else Value(counted.figure, funds))
        cells = [{"heading": heading, "value": value} for heading, value in zip(headings, values, strict=True)]
        rows.append({"label": figure.codes(code).label, "cells": cells})
    rows.sort(key=lambda row: row["label"] if row["cells"][0]["value"].mask else "")
    return {"indicator": indicator, "headings": headings, "rows": rows}


def section(title: str, names: Iterable[str], edition: Edition, former: Edition | None, comparable: bool) -> dict:
    """What the template shows under one heading: lines first, then charts and rankings."""
    entries = [CATALOGUE[name] for name in names]
    single = [entry for entry in entries if not isinstance(entry.figure, Breakdown | Ranking)]
    return {
        "title": title,
        "lines": [line for entry in single for line in lines(entry, edition, former, comparable=comparable)],
        "charts": [chart(entry, edition) for entry in entries if isinstance(entry.figure, Breakdown)],
        "rankings": [ranking(entry, edition) for entry in entries if isinstance(entry.figure, Ranking)],
    }


def page(edition: Edition, former: Edition | None, *, comparable: bool = True) -> dict:
    """Key figures and sections, for `figures/…` templates."""
    key = [line for name in KEY for line in lines(CATALOGUE[name], edition, former, comparable=comparable)]
    sections = [section(title, names, edition, former, comparable) for title, names in SECTIONS.items()]
    return {"key": key, "sections": sections}


FILE_HEADING = [
    *("Périmètre", "Du", "Au", "Indicateur", "Libellé", "Détail"),
    *("Valeur", "Comparée : du", "Comparée : au", "Valeur comparée"),
]


def file_rows(place: str, days: tuple, former_days: tuple, of: Iterable[Line]) -> list[list[object]]:
    """The lines as rows of a file, under `FILE_HEADING`: shares are fractions, durations days."""
    return [
        [
            *(place, *days, line.indicator.name, line.indicator.label, line.detail, line.value.in_file),
            *((*former_days, line.former.in_file) if line.former else (None, None, None)),
        ]
        for line in of
    ]


def ranking_lines(indicator: Indicator, edition: Edition) -> list[Line]:
    """A ranking as lines, one per code and column."""
    return [
        Line(indicator, f"{row['label']} : {cell['heading'].lower()}", cell["value"], None, comparable=False)
        for row in ranking(indicator, edition)["rows"]
        for cell in row["cells"]
    ]


def all_lines(edition: Edition, former: Edition | None) -> list[Line]:
    """Everything that the page of figures shows."""
    names = [*KEY, *(name for those in SECTIONS.values() for name in those)]
    return [
        line
        for entry in (CATALOGUE[name] for name in names)
        for line in (
            ranking_lines(entry, edition) if isinstance(entry.figure, Ranking) else lines(entry, edition, former)
        )
    ]
