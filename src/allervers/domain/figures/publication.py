"""What may leave a fund: figures over several funds, with the small numbers masked (`publishing.secrecy`).

Whatever shows the nation or a region goes through here; `editions` asks for it, never a reader who waits. A share or a
mean is published only when every number that it would give away is published too. Of two numbers one of which counts a
part of the other, the reader knows the difference as well: it is a number like the others.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from allervers.publishing.secrecy import Mask, is_small

from .indicators import CATALOGUE, Indicator
from .layout import Layout
from .shapes import WHOLE, Figure, Population, Tally
from .sheet import Masks, Scope, Sheet
from .tables import ByFund, FundsByShare

OF_A_FUND = [
    CATALOGUE[name]
    for name in (
        *("detections", "detections_care_share", "detections_external_share"),
        *("closures", "successes", "success_share", "mean_days_all_closed"),
    )
]
"""What is published of each fund."""
FEWEST = 50
"""A region that received fewer files, or a public of which fewer were counted, would have nearly everything masked:
nothing is said of it."""


@dataclass(frozen=True)
class Publication:
    """Figures that are published together, and what of them is masked: what two tables hide apart, they may tell
    together."""

    masks: Masks

    def mask(self, figure: Figure, scope: Scope = WHOLE) -> Mask | None:
        """What to show instead of this count, share or mean; None when it may be published.

        A figure that is not among those published together is never shown: nothing was worked out for it.
        """
        if isinstance(figure, ByFund):
            return Mask.HIDDEN  # it is asked fund by fund, of its share
        return Mask.HIDDEN if any(self.masks.of(scope, cell) for cell in figure.cells()) else None

    def funds_by_share(self, figure: FundsByShare, counted: Tally) -> dict[str, int]:
        """How many of the funds whose share is published are in each band."""
        told = [fund for fund in counted.funds_with(figure.share.among) if not self.mask(figure.share, fund)]
        return figure.among(counted, told)

    def tells_of(self, scope: Scope) -> bool:
        """Whether anything of this place is published."""
        return scope in self.masks.ranks


def told_of(*, is_present: bool) -> dict[str, Indicator]:
    """What is told of the nation. What is counted as it stands now is told with the present year alone: beside each of
    the others it would be masked apart, and read in that which tells it."""
    return {name: entry for name, entry in CATALOGUE.items() if entry.is_of_a_period or is_present}


def of_nation(counted: Tally, shown: Collection[Indicator], at_hand: Mapping[int, int]) -> Publication:
    """The figures of the nation, together with what is published of each fund: every page, file and program that shows
    the nation's figures of a year shows these, so that no two of them tell more together.

    So may two years: `at_hand` are the files that each fund had when the period began (`queries.at_hand_before`).
    """
    return published(counted, shown, OF_A_FUND, funds_to_show(counted), at_hand)


def published(
    counted: Tally,
    of_nation: Iterable[Indicator],
    of_funds: Iterable[Indicator],
    funds: Collection[int],
    at_hand: Mapping[int, int],
) -> Publication:
    """These figures of the nation, and those of these funds."""
    local = [indicator.figure for indicator in of_funds]
    nation, fund = Layout.of([*(indicator.figure for indicator in of_nation), *local]), Layout.of(local)
    sheet = Sheet()
    # A number of a fund is masked before one of the nation.
    sheet.add(WHOLE, nation, numbers_of(counted, nation), cost=2, own=own_numbers(counted, nation))
    for each in funds:
        sheet.add(each, fund, numbers_of(counted, fund, each), cost=1)
    if funds:
        sheet.add_up(WHOLE, funds, fund.rank, of_funds=True)
    sheet.carry(WHOLE, at_hand)
    for each in funds:
        sheet.carry(each, {each: at_hand.get(each, 0)})
    return Publication(sheet.masks())


def of_public(
    counted: Tally, public: str, shown: Iterable[Indicator], everybody: Iterable[Indicator], nation: Publication
) -> Publication:
    """The figures of the nation for one public, masked around what `nation` shows of everybody.

    Publics overlap as they please: no addition links one to another, but through a number of everybody that is hidden.
    What would tell something of such a number is withheld of every public; hence each is masked alone. Of a small
    public nothing is shown.
    """
    layout = Layout.of([entry.figure for entry in (*everybody, *shown)])
    populations = [cell for cell in layout.rank if isinstance(cell, Population)]
    of_this_public = [cell for cell in populations if cell.public == public]
    if all(counted.files(cell) < FEWEST for cell in of_this_public):
        return Publication(Masks({}, {}))
    sheet = Sheet()
    sheet.add(WHOLE, layout, numbers_of(counted, layout), cost=1, own=own_numbers(counted, layout))
    sheet.stand_beside(nation.masks)
    for hidden in [cell for cell in populations if not cell.public and nation.masks.of(WHOLE, cell)]:
        own = hidden.of_public(public)
        for part in of_this_public:
            if part.is_part_of(hidden) and (part == own or is_small(counted.files(hidden) - counted.files(part))):
                sheet.withhold(WHOLE, part)
    return Publication(sheet.masks())


def numbers_of(counted: Tally, layout: Layout, scope: int = WHOLE) -> list[int]:
    return [counted.files(cell, scope) for cell in layout.rank]


def own_numbers(counted: Tally, layout: Layout, funds: Collection[int] | None = None) -> dict[int, list[int]]:
    """What each of two funds knows of the numbers of both: its own. Nothing where these funds (all, unless some are
    named) with files are more, or fewer: what one takes away then leaves the numbers of nobody in particular."""
    shown = [cell for cell in layout.rank if isinstance(cell, Population)]
    there = {fund for cell in shown for fund in counted.funds_with(cell)}
    if funds is not None:
        there &= set(funds)
    return {fund: numbers_of(counted, layout, fund) for fund in sorted(there)} if len(there) == 2 else {}


def funds_to_show(counted: Tally) -> list[int]:
    """The funds of which there is something to publish."""
    populations = [population for entry in OF_A_FUND for population in entry.figure.counted()]
    return sorted({fund for population in populations for fund in counted.funds_with(population)})
