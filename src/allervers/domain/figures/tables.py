"""Figures of several columns: tables of groups, comparisons of funds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import TextChoices

from .shapes import WHOLE, Figure, MeanAge, Population, Share, Tally


@dataclass(frozen=True)
class Table(Figure):
    """The same figures, in columns, for several groups, in rows. Shares and ages are also given `against` one row's."""

    rows: Mapping[str, Mapping[str, Figure]]
    against: str
    row_labels: Mapping[str, str]
    column_labels: Mapping[str, str]

    unit = "nombres, parts et moyennes"
    DIFFERENCE = "difference"

    def _all(self) -> list[Figure]:
        return [figure for columns in self.rows.values() for figure in columns.values()]

    def counted(self):
        return [population for figure in self._all() for population in figure.counted()]

    def totals(self):
        return [total for figure in self._all() for total in figure.totals()]

    def sums(self):
        return [addition for figure in self._all() for addition in figure.sums()]

    def value(self, tally, scope=WHOLE):
        values = {
            row: {name: figure.value(tally, scope) for name, figure in columns.items()}
            for row, columns in self.rows.items()
        }
        for row in values:
            if row != self.against:
                values[row][self.DIFFERENCE] = self._differences(values[row], values[self.against])
        return values

    def _differences(self, values: Mapping, standard: Mapping) -> dict[str, float | None]:
        compared = [name for name, figure in self.rows[self.against].items() if isinstance(figure, Share | MeanAge)]
        return {name: difference(values[name], standard[name]) for name in compared}


def difference(value: float | None, standard: float | None) -> float | None:
    """In the unit of both; None when one is unknown."""
    return None if value is None or standard is None else round(value - standard, 4)


@dataclass(frozen=True)
class ByFund(Figure):
    """A share fund by fund, by code of fund; only those that have one."""

    share: Share

    unit = Share.unit
    of_several_funds = True

    def counted(self):
        return self.share.counted()

    def sums(self):
        return self.share.sums()

    def values_by_fund(self, tally: Tally) -> dict[int, float]:
        return {fund: self.share.value(tally, fund) for fund in tally.funds_with(self.share.among)}

    def value(self, tally, scope=WHOLE):
        return dict(sorted((tally.fund_codes[fund], share) for fund, share in self.values_by_fund(tally).items()))


@dataclass(frozen=True)
class FundsByShare(Figure):
    """How many funds have a share within each band, among those with enough files for a share to mean something.

    It counts funds, not persons. Where shares are published, it counts those alone: beside the shares of all others, a
    band would tell that of the fund whose share is masked, and its absence that it has too few files.
    """

    codes: type[TextChoices]
    share: Share
    starts: Mapping[str, float]
    """Code of the band → where it starts, itself included; in rising order."""

    FEWEST = 11
    unit = "caisses"
    of_several_funds = True

    def counted(self):
        return self.share.counted()

    def cells(self):
        return []

    def value(self, tally, scope=WHOLE):
        return self.among(tally, tally.funds_with(self.share.among))

    def among(self, tally: Tally, funds: Iterable[int]) -> dict[str, int]:
        """Of these funds alone, by band."""
        found = dict.fromkeys(self.starts, 0)
        for fund in funds:
            if tally.files(self.share.among, fund) >= self.FEWEST:
                share = self.share.value(tally, fund)
                found[[code for code, start in self.starts.items() if share >= start][-1]] += 1
        return found


@dataclass(frozen=True)
class FundsShare(Figure):
    """How many of the funds that have any of `among` have any of `of`: a fraction with four decimals, None for none.

    A fund without any of `among` has not answered.
    """

    of: Population
    among: Population
    unit = Share.unit
    of_several_funds = True

    def counted(self):
        return [self.of, self.among]

    def value(self, tally, scope=WHOLE):
        answered = tally.funds(self.among)
        return round(tally.funds(self.of) / answered, 4) if answered else None


@dataclass(frozen=True)
class FundsCount(Figure):
    """How many funds have any of `of`; None where not one has any of `among`: nothing is known of the period.

    It counts funds, not persons: nothing of it is masked.
    """

    of: Population
    among: Population
    unit = "caisses"

    def counted(self):
        return [self.of, self.among]

    def cells(self):
        return []

    def value(self, tally, scope=WHOLE):
        funds = [fund for fund in tally.funds_with(self.among) if scope in (WHOLE, fund)]
        return len(set(funds) & set(tally.funds_with(self.of))) if funds else None
