"""What of a figure may leave: its value with nothing in place of each number that is masked, and which these are."""

from dataclasses import dataclass, field

from .publication import Publication
from .shapes import WHOLE, Breakdown, Count, Figure, Ranking, Tally
from .tables import ByFund, FundsByShare, Table


@dataclass
class Shown:
    """Figures as a program reads them. `masked`: the paths (« closures_by_reason.abandoned ») of the numbers that are
    null because they, or others with them, would be about too few persons. Without a publication nothing is masked."""

    tally: Tally
    publication: Publication | None = None
    masked: list[str] = field(default_factory=list)

    def value(self, figure: Figure, path: str, scope: int = WHOLE):
        """Of the same form as `figure.value`."""
        if self.publication is None:
            return figure.value(self.tally, scope)
        if isinstance(figure, FundsByShare):
            return self.publication.funds_by_share(figure, self.tally)
        if isinstance(figure, Breakdown):
            return {code: self.value(part, f"{path}.{code}", scope) for code, part in figure.parts.items()}
        if isinstance(figure, Table):
            return {
                row: {name: self.value(part, f"{path}.{row}.{name}", scope) for name, part in columns.items()}
                for row, columns in figure.rows.items()
            }
        if isinstance(figure, Ranking):
            return self._ranking(figure, path, scope)
        if isinstance(figure, ByFund):
            codes = self.tally.fund_codes
            funds = sorted(figure.values_by_fund(self.tally), key=codes.get)
            return {codes[fund]: self.value(figure.share, f"{path}.{codes[fund]}", fund) for fund in funds}
        if self.publication.mask(figure, scope):
            self.masked.append(path)
            return None
        return figure.value(self.tally, scope)

    def _ranking(self, figure: Ranking, path: str, scope: int) -> list[dict]:
        """Masked ones come last, by name: their rank would tell their size; and ten funds say that there are ten."""
        lines = []
        for code in figure.ranked(self.tally, scope):
            of = figure.population_of[code]
            counted = self.value(Count(of), f"{path}.{code}.{figure.counted_as}", scope)
            shares = {name: self.value(by[code], f"{path}.{code}.{name}", scope) for name, by in figure.shares.items()}
            funds = None if counted is None else self.tally.funds(of)
            lines.append({"name": code, figure.counted_as: counted, **shares, "funds": funds})
        return sorted(lines, key=lambda line: (line[figure.counted_as] is None) * line["name"])
