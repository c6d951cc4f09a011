"""Indicators as lines that a person reads and a spreadsheet takes: label, value, the period before, the change."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby
from operator import attrgetter
from urllib.parse import urlencode

from allervers.domain.figures.indicators import CATALOGUE, Indicator
from allervers.domain.figures.publication import Publication
from allervers.domain.figures.shapes import (
    WHOLE,
    Breakdown,
    Count,
    Figure,
    MeanAge,
    MeanDays,
    PerFile,
    Ranking,
    Share,
    Sum,
    SumShare,
    Tally,
)
from allervers.domain.figures.tables import ByFund, FundsByShare, FundsCount, FundsShare, Table
from allervers.publishing.amounts import COUNT, DAYS, FUNDS, PER_FILE, SHARE, YEARS, Amount, Unit
from allervers.publishing.secrecy import Mask
from allervers.publishing.spreadsheets import Cell
from allervers.web.templatetags.design import NO_BREAK, number, percent

LONG = 12  # lines of a chart
FEW = 20  # a percentage of fewer says nothing: the difference itself is shown

KEY = ["detections", "closures", "successes", "success_share", "mean_days_all_closed", "open_files"]
UNITS = {
    **dict.fromkeys((Share, SumShare, FundsShare), SHARE),
    PerFile: replace(PER_FILE, decimals=2),
    MeanDays: DAYS,
    MeanAge: YEARS,
    FundsCount: FUNDS,
}
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
    place: int | str = WHOLE
    """The scope under which the publication knows the whole tally: the code of a region."""
    indicators: Mapping[str, Indicator] = field(default_factory=lambda: CATALOGUE)
    """Those of one public, when it is about one."""
    counted_at: datetime.datetime | None = None
    """When it was prepared; None for what was counted just now."""
    lists: str = ""
    """Where the files behind a figure are listed, with a query to be completed; empty where they may not be."""

    def list_of(self, indicator: Indicator, code: str = "") -> str:
        return f"{self.lists}&{urlencode({'indicateur': indicator.name, 'detail': code})}" if self.lists else ""

    def read(self, figure: Figure, scope: int = WHOLE) -> Amount:
        mask = self.publication.mask(figure, self.place if scope == WHOLE else scope) if self.publication else None
        return Amount(None if mask else figure.value(self.tally, scope), unit_of(figure), mask)


def unit_of(figure: Figure) -> Unit:
    """Whatever is not named is a whole number."""
    return UNITS.get(type(figure), COUNT)


def change(now: Amount, former: Amount) -> str:
    """In per cent for a count, in points for a share, in its unit for a mean; nothing when one is unknown."""
    if not (now.is_known and former.is_known):
        return ""
    difference = now.number - former.number
    if now.unit.is_share:
        return f"{_signed(number(difference * 100, 1))}{NO_BREAK}points"
    if now.unit != COUNT or former.number < FEW:
        return _signed(now.unit.written(difference))
    return _signed(percent(difference / former.number, 1))


def _signed(text: str) -> str:
    return text if text.startswith("−") else f"+{text}"


@dataclass(frozen=True)
class Line:
    """One value of an indicator, `detail` being the code's label in a breakdown."""

    indicator: Indicator
    detail: str
    value: Amount
    former: Amount | None
    comparable: bool
    url: str = ""
    """The list of the files behind it."""

    @property
    def label(self) -> str:
        return self.detail or self.indicator.label

    @property
    def change(self) -> str:
        return change(self.value, self.former) if self.former and self.comparable else ""


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
        before = former.read(figure, scope) if former and former.tally.holds(figure) else None
        url = edition.list_of(indicator) if figure is indicator.figure else ""
        return Line(indicator, detail, edition.read(figure, scope), before, comparable, url)

    return [line(figure, detail) for figure, detail in _single(indicator.figure)]


def _single(figure: Figure, detail: str = "") -> Iterator[tuple[Figure, str]]:
    """The single values of a figure, each with its detail."""
    if isinstance(figure, Breakdown):
        for code, part in figure.parts.items():
            yield part, _joined(detail, figure.codes(code).label)
    elif isinstance(figure, Table):
        for row, columns in figure.rows.items():
            for name, part in columns.items():
                yield from _single(part, _joined(detail, figure.row_labels[row], figure.column_labels[name]))
    elif not isinstance(figure, Ranking | ByFund | FundsByShare):
        yield figure, detail


def _joined(*details: str) -> str:
    return " : ".join(detail for detail in details if detail)


def chart(indicator: Indicator, edition: Edition) -> dict:
    """What `design/bar_chart.html` takes. A masked value has no bar; of a long list, what nobody has is left out."""
    shares = unit_of(next(iter(indicator.figure.parts.values()))) is SHARE
    parts = [
        replace(line, url=edition.list_of(indicator, code) if line.value.number else "")
        for code, line in zip(indicator.figure.parts, lines(indicator, edition), strict=True)
    ]
    shown = [line for line in parts if line.value.number != 0] if len(parts) > LONG else parts
    return {
        "indicator": indicator,
        "caption": indicator.label,
        "value_heading": "Part" if shares else "Nombre",
        "rows": [
            {"label": line.label, "value": line.value.number, "display": str(line.value), "url": line.url}
            for line in shown
        ],
        "left_out": len(parts) - len(shown),
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
            values.append(Amount(None, mask=Mask.HIDDEN) if counted.mask else Amount(funds))
        cells = [{"heading": heading, "value": value} for heading, value in zip(headings, values, strict=True)]
        rows.append({"label": figure.codes(code).label, "cells": cells})
    rows.sort(key=lambda row: row["label"] if row["cells"][0]["value"].mask else "")
    return {"indicator": indicator, "label_heading": "Réseau", "headings": headings, "rows": rows}


def table(indicator: Indicator, edition: Edition) -> dict:
    """The groups in columns, what is told of them in rows: there are more things to tell than groups."""
    figure: Table = indicator.figure
    headings = [figure.row_labels[row] for row in figure.rows]
    by_group = [list(_single_columns(figure, columns)) for columns in figure.rows.values()]
    rows = [
        {
            "label": cells[0][1],
            "cells": [
                {"heading": heading, "value": edition.read(part)}
                for heading, (part, _) in zip(headings, cells, strict=True)
            ],
        }
        for cells in zip(*by_group, strict=True)
    ]
    return {"indicator": indicator, "label_heading": "", "headings": headings, "rows": rows}


def _single_columns(figure: Table, columns: Mapping[str, Figure]) -> Iterator[tuple[Figure, str]]:
    for name, part in columns.items():
        yield from _single(part, figure.column_labels[name])


def _bands(indicator: Indicator, edition: Edition) -> dict:
    """How many funds in each band, as a chart: those whose share is published, so nothing of it is masked."""
    figure: FundsByShare = indicator.figure
    told = edition.publication.funds_by_share(figure, edition.tally) if edition.publication else {}
    rows = [
        {"label": figure.codes(code).label, "value": funds, "display": number(funds)} for code, funds in told.items()
    ]
    return {"indicator": indicator, "caption": indicator.label, "value_heading": "Caisses", "rows": rows}


def section(title: str, entries: list[Indicator], edition: Edition, former: Edition | None, comparable: bool) -> dict:
    """What the template shows under one heading: lines first, then charts and tables."""

    def of(*kinds: type[Figure]) -> list[Indicator]:
        return [entry for entry in entries if isinstance(entry.figure, kinds)]

    single = of(Count, Share, MeanDays, MeanAge, PerFile, Sum, SumShare)
    return {
        "title": title,
        "lines": [line for entry in single for line in lines(entry, edition, former, comparable=comparable)],
        "charts": [
            *(chart(entry, edition) for entry in of(Breakdown)),
            *(_bands(entry, edition) for entry in of(FundsByShare)),
        ],
        "tables": [
            *(ranking(entry, edition) for entry in of(Ranking)),
            *(table(entry, edition) for entry in of(Table)),
        ],
        "by_fund": of(ByFund),
    }


def page(edition: Edition, former: Edition | None, *, comparable: bool = True) -> dict:
    """Key figures, then what was counted of the rest of the catalogue, theme by theme."""
    key = [line for entry in _key(edition) for line in lines(entry, edition, former, comparable=comparable)]
    return {
        "key": key,
        "sections": [
            section(theme, list(entries), edition, former, comparable)
            for theme, entries in groupby(_others(edition), key=attrgetter("theme"))
        ],
    }


def _key(edition: Edition) -> list[Indicator]:
    known = [edition.indicators[name] for name in KEY if name in edition.indicators]
    return [entry for entry in known if edition.tally.holds(entry.figure)]


def _others(edition: Edition) -> list[Indicator]:
    """A fund alone, whose page publishes nothing, is not compared with others."""
    return [
        entry
        for name, entry in edition.indicators.items()
        if name not in KEY
        and edition.tally.holds(entry.figure)
        and (edition.publication or not entry.figure.of_several_funds)
    ]


FILE_HEADING = [
    *("Périmètre", "Du", "Au", "Indicateur", "Libellé", "Détail"),
    *("Valeur", "Comparée : du", "Comparée : au", "Valeur comparée"),
]


def file_rows(place: str, days: tuple, former_days: tuple, of: Iterable[Line]) -> list[list[Cell]]:
    """The lines as rows of a file, under `FILE_HEADING`."""
    return [
        [
            *(place, *days, line.indicator.name, line.indicator.label, line.detail, line.value),
            *((*former_days, line.former) if line.former else (None, None, None)),
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
    return [
        line
        for entry in (*_key(edition), *_others(edition))
        for line in (
            ranking_lines(entry, edition) if isinstance(entry.figure, Ranking) else lines(entry, edition, former)
        )
    ]
