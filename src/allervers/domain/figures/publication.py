"""What may leave a fund: figures over several funds, with the small numbers masked (`publishing.secrecy`).

The national page and what is exported from it go through here. A share or a mean is published only when every number
that it would give away is published too. Of two numbers one of which counts a part of the other, the reader knows
the difference as well: it is a number like the others.
"""

from collections.abc import Iterable, Mapping

from django.utils import timezone

from allervers.publishing.secrecy import Mask, is_small

from .indicators import CATALOGUE, Indicator
from .periods import Period
from .shapes import WHOLE, Figure, Population, Tally
from .sheet import Layout, Scope, Sheet
from .tables import ByFund

OF_A_FUND = [
    CATALOGUE[name]
    for name in (
        *("detections", "detections_care_share", "detections_external_share"),
        *("closures", "successes", "success_share", "mean_days_all_closed"),
    )
]
"""What is published of each fund."""


class Publication:
    """The figures of the nation and those of each fund, published together.

    All that is shown must be given at once: what two tables hide apart, they may tell together. So may two years:
    `at_hand` are the files that each fund had when the period began (`queries.at_hand_before`).
    """

    def __init__(
        self,
        tally: Tally,
        of_nation: Iterable[Indicator],
        of_funds: Iterable[Indicator],
        funds: list[int],
        at_hand: Mapping[int, int],
    ):
        local = [indicator.figure for indicator in of_funds]
        nation, fund = Layout.of([*(indicator.figure for indicator in of_nation), *local]), Layout.of(local)
        self.sheet = Sheet()
        # A number of a fund is masked before one of the nation.
        self.sheet.add(WHOLE, nation, [tally.files(cell) for cell in nation.rank], cost=2)
        for each in funds:
            self.sheet.add(each, fund, [tally.files(cell, each) for cell in fund.rank], cost=1)
        if funds:
            self.sheet.add_up(WHOLE, funds, fund.rank, of_funds=True)
        self.sheet.carry(WHOLE, sum(at_hand.values()))
        for each in funds:
            self.sheet.carry(each, at_hand.get(each, 0))
        self.sheet.work_out()

    def mask(self, figure: Figure, scope: Scope = WHOLE) -> Mask | None:
        """What to show instead of this count, share or mean; None when it may be published.

        A figure that is not among those published together is never shown: nothing was worked out for it.
        """
        if isinstance(figure, ByFund):
            return Mask.HIDDEN  # it is asked fund by fund, of its share
        return Mask.HIDDEN if any(self.sheet.mask(scope, cell) for cell in figure.cells()) else None


def told_of(period: Period) -> dict[str, Indicator]:
    """What is told of the nation. What is counted as it stands now is told with the present year alone: beside each of
    the others it would be masked apart, and read in that which tells it."""
    is_present = period.start.year == timezone.localdate().year
    return {name: entry for name, entry in CATALOGUE.items() if entry.is_of_a_period or is_present}


def of_nation(counted: Tally, at_hand: Mapping[int, int]) -> Publication:
    """All that was counted of the nation, together with what is published of each fund: every page, file and program
    that shows the nation's figures of a year shows these, so that no two of them tell more together."""
    indicators = [entry for entry in CATALOGUE.values() if counted.holds(entry.figure)]
    return Publication(counted, indicators, OF_A_FUND, funds_to_show(counted), at_hand)


class PublicPublication(Publication):
    """The figures of the nation for one public, masked around what its page shows of everybody.

    Publics overlap as they please: no addition links one to another, but through a number of everybody that is hidden.
    What would tell something of such a number is withheld of every public; hence each is masked alone.
    """

    def __init__(self, counted: Tally, of_public: Iterable[Indicator], public: str, at_hand: Mapping[int, int]):
        everybody = [entry.figure for entry in CATALOGUE.values() if counted.holds(entry.figure)]
        layout = Layout.of([*everybody, *(entry.figure for entry in of_public if counted.holds(entry.figure))])
        self.sheet = Sheet()
        self.sheet.add(WHOLE, layout, [counted.files(cell) for cell in layout.rank], cost=1)
        self.sheet.stand_beside(of_nation(counted, at_hand).sheet)
        populations = [cell for cell in layout.rank if isinstance(cell, Population)]
        for hidden in [cell for cell in populations if not cell.public and self.sheet.mask(WHOLE, cell)]:
            for part in populations:
                near = part == hidden.of_public(public) or is_small(counted.files(hidden) - counted.files(part))
                if part.public == public and near and part.is_part_of(hidden):
                    self.sheet.withhold(WHOLE, part)
        self.sheet.work_out()


def funds_to_show(counted: Tally) -> list[int]:
    """The funds of which there is something to publish."""
    populations = [population for entry in OF_A_FUND for population in entry.figure.counted()]
    return sorted({fund for population in populations for fund in counted.funds_with(population)})
