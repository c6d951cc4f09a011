"""Which fund each file belongs to: as many funds as published have many external detections, and each partner network
works with as many funds as published."""

import datetime

from allervers.domain.organisations.loading import read_funds

from .dealing import Dealer, apportion, bounded
from .rows import File


def assign(closed: list[File], still_open: list[File], margins: dict, dealer: Dealer) -> None:
    funds = [row["code"] for row in read_funds() if row["statut_2020"] == "actif"]
    sizes = _sizes(funds, margins["funds"]["largest_to_smallest"])
    first = datetime.date(margins["year"], 1, 1).toordinal()
    of_the_year = [file for file in closed if file.received >= first] + still_open
    external = [file for file in of_the_year if file.family != "internal"]
    wanted = _external(funds, sizes, len(of_the_year), len(external), margins["funds"])
    _networks(closed, funds, wanted, margins["networks"], dealer)
    left = dict(wanted)
    for file in external:
        if file.fund:
            left[file.fund] -= 1
    _give([file for file in external if not file.fund], left, dealer)
    totals = apportion(len(of_the_year), sizes)
    internal = [file for file in of_the_year if file.family == "internal"]
    _give(internal, {fund: totals[fund] - wanted[fund] for fund in funds}, dealer)
    before = [file for file in closed if not file.fund]
    _give(before, apportion(len(before), sizes), dealer)


def _give(files: list[File], counts: dict[str, int], dealer: Dealer) -> None:
    for file, fund in dealer.deal(files, counts):
        file.fund = fund


def _sizes(funds: list[str], ratio: float) -> dict[str, float]:
    """Invented: from the first to the last fund of the list, each a little larger."""
    return {fund: ratio ** (place / (len(funds) - 1)) for place, fund in enumerate(funds)}


def _external(funds, sizes, total: int, external: int, told: dict) -> dict[str, int]:
    """External detections by fund: the smallest funds have the largest shares, the large ones what is left."""
    totals = apportion(total, sizes)
    above, between = told["above_40"], told["between_20_and_40"]
    given = {fund: round(totals[fund] * told["shares"]["above"]) for fund in funds[:above]}
    given |= {fund: round(totals[fund] * told["shares"]["between"]) for fund in funds[above : above + between]}
    rest = funds[above + between :]
    return given | apportion(external - sum(given.values()), {fund: totals[fund] for fund in rest})


def _networks(closed: list[File], funds: list[str], room: dict[str, int], networks: dict, dealer: Dealer) -> None:
    """The files of each network go to the largest funds, as many as it works with, at least one to each."""
    for network, told in networks.items():
        files = [file for file in closed if file.category == network and file.family == "partner"]
        among = funds[len(funds) - told["funds"] :]
        one_each = dict.fromkeys(among, 1)
        more = bounded(
            len(files) - len(among), {fund: room[fund] for fund in among}, {fund: len(files) for fund in among}
        )
        _give(files, {fund: one_each[fund] + more[fund] for fund in among}, dealer)
