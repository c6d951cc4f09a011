"""How a figure changed from one period to another."""

from .shapes import WHOLE, Breakdown, Count, Figure, Mean, PerFile, Share, Sum, SumShare, Tally
from .tables import FundsCount, FundsShare, Table, difference


def change(figure: Figure, now: Tally, before: Tally, scope: int = WHOLE):
    """A count's growth, as a fraction of what it was (0.015 is « +1,5 % »); the difference of shares, days, ages,
    numbers of funds.

    None when one of the two is unknown, or there was nothing to grow from; breakdowns and tables part by part; None
    for rankings and comparisons of funds one by one.
    """
    if isinstance(figure, Breakdown):
        return {code: change(part, now, before, scope) for code, part in figure.parts.items()}
    if isinstance(figure, Table):
        return {
            row: {name: change(part, now, before, scope) for name, part in columns.items()}
            for row, columns in figure.rows.items()
        }
    if isinstance(figure, Count | Sum):
        value, former = figure.value(now, scope), figure.value(before, scope)
        return round((value - former) / former, 4) if former else None
    if isinstance(figure, Share | SumShare | FundsShare | FundsCount | Mean | PerFile):
        return difference(figure.value(now, scope), figure.value(before, scope))
    return None
