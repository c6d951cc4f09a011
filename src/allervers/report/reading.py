"""The figures of a year and of the year before, as they may be shown in this report."""

from collections.abc import Sequence
from dataclasses import dataclass

from allervers.domain.figures.centres import Centre
from allervers.domain.figures.indicators import CATALOGUE
from allervers.domain.figures.publication import Publication
from allervers.domain.figures.shapes import WHOLE, Breakdown, Figure, MeanDays, PerFile, Share, SumShare, Tally
from allervers.domain.figures.tables import FundsByShare, FundsShare
from allervers.publishing.amounts import COUNT, PER_FILE, SHARE, WHOLE_DAYS, Amount, Unit
from allervers.publishing.document import Chart, Series
from allervers.publishing.ended import EndedRights

from .document import Definition
from .sentences import Change

UNKNOWN = Amount(None)


@dataclass(frozen=True)
class Reading:
    """What was counted in one period and place, and what of it may be shown: everything, without a publication.

    `scope`: under which name the publication knows this place.
    """

    tally: Tally
    publication: Publication | None = None
    scope: int | str = WHOLE

    def amount(self, figure: Figure) -> Amount:
        mask = self.publication.mask(figure, self.scope) if self.publication else None
        return Amount(None if mask else figure.value(self.tally), unit_of(figure), mask)

    def funds_by_share(self, figure: FundsByShare) -> list[Amount]:
        told = self.publication.funds_by_share(figure, self.tally) if self.publication else figure.value(self.tally)
        return [Amount(number) for number in told.values()]


def unit_of(figure: Figure) -> Unit:
    if isinstance(figure, Share | SumShare | FundsShare):
        return SHARE
    if isinstance(figure, PerFile):
        return PER_FILE
    return WHOLE_DAYS if isinstance(figure, MeanDays) else COUNT


@dataclass(frozen=True)
class Years:
    """A year beside the one before; `before` is None when there is nothing to compare with. `several_funds`: the
    report is about a region or the nation. Of one fund alone: `ended`, the rights that ended in the year; `centres`,
    how long each body that examines for it took to answer."""

    year: int
    now: Reading
    before: Reading | None
    several_funds: bool
    ended: EndedRights | None = None
    centres: Sequence[Centre] = ()

    def amount(self, name: str) -> Amount:
        return self.now.amount(CATALOGUE[name].figure)

    def former(self, name: str) -> Amount:
        return self.before.amount(CATALOGUE[name].figure) if self.before else UNKNOWN

    def change(self, name: str) -> Change:
        return Change(self.amount(name), self.former(name))

    def parts(self, name: str) -> dict[str, Amount]:
        """The amounts of a breakdown, by code."""
        return {code: self.now.amount(part) for code, part in CATALOGUE[name].figure.parts.items()}

    def knows(self, name: str) -> bool:
        """Whether any part of a breakdown has files, be their number masked."""
        return any(amount.number or amount.mask for amount in self.parts(name).values())

    def label(self, name: str, code: str) -> str:
        return CATALOGUE[name].figure.codes(code).label

    def chart(self, name: str, title: str = "", *, ranked: bool = True) -> Chart:
        """A breakdown as bars, the largest first (or in the order of its codes), with the year before beside it.

        What nobody had in either year is left out; a masked part comes last and says so.
        """
        figure: Breakdown = CATALOGUE[name].figure
        now = self.parts(name)
        before = {code: self.before.amount(part) for code, part in figure.parts.items()} if self.before else {}
        codes = [code for code in figure.parts if now[code].number != 0 or before.get(code, now[code]).number != 0]
        if ranked:
            codes.sort(key=lambda code: -1 if now[code].number is None else now[code].number, reverse=True)
        series = [Series(str(self.year), tuple(now[code] for code in codes))]
        if before:
            series.append(Series(str(self.year - 1), tuple(before[code] for code in codes)))
        return Chart(title or CATALOGUE[name].label, tuple(_short(figure.codes(c).label) for c in codes), tuple(series))

    def top(self, name: str, title: str, length: int, *, of: str = "") -> Chart:
        """The largest parts of a breakdown; `of` names the count that they are given in part of."""
        whole = self.chart(name, title)
        series = [
            Series(one.name, tuple(self._part(amount, one.name, of) for amount in one.amounts[:length]))
            for one in whole.series
        ]
        return Chart(title, whole.categories[:length], tuple(series))

    def _part(self, amount: Amount, year: str, of: str) -> Amount:
        if not of:
            return amount
        return share(amount, self.amount(of) if year == str(self.year) else self.former(of))

    def funds_by_share(self, name: str) -> Chart:
        """How many funds are in each band."""
        figure: FundsByShare = CATALOGUE[name].figure
        readings = [(self.year, self.now)] + ([(self.year - 1, self.before)] if self.before else [])
        series = [Series(str(year), tuple(reading.funds_by_share(figure))) for year, reading in readings]
        return Chart(CATALOGUE[name].label, tuple(figure.codes(code).label for code in figure.starts), tuple(series))

    def two_years(self, name: str, title: str) -> list[Chart]:
        """One figure, the year before on the left; no chart of a single bar."""
        if not self.before:
            return []
        amounts = (self.former(name), self.amount(name))
        return [Chart(title, (str(self.year - 1), str(self.year)), (Series(title, amounts),), is_a_total=True)]

    def together(self, names: Sequence[str], title: str) -> Chart:
        """Figures of one unit side by side, the year before beside each."""
        series = [Series(str(self.year), tuple(self.amount(name) for name in names))]
        if self.before:
            series.append(Series(str(self.year - 1), tuple(self.former(name) for name in names)))
        return Chart(title, tuple(CATALOGUE[name].label for name in names), tuple(series))


def definitions(names: Sequence[str]) -> list[Definition]:
    return [Definition(name, CATALOGUE[name].label, CATALOGUE[name].definition) for name in names]


def _short(label: str) -> str:
    """Without the examples between brackets, which no chart has room for."""
    return label.split(" (")[0]


def share(part: Amount, whole: Amount) -> Amount:
    """What two published counts say together; unknown when one of them is."""
    if not part.is_known or not whole.number:
        return Amount(None, SHARE, part.mask or whole.mask)
    return Amount(round(part.number / whole.number, 4), SHARE)


def rest(part: Amount) -> Amount:
    """What a share leaves out."""
    return Amount(None if part.number is None else round(1 - part.number, 4), SHARE, part.mask)
