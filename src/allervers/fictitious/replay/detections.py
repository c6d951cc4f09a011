"""What the year received: referrals closed in it or in the next one; those still open complete the margins."""

import datetime

from .closures import internal_shares, working_days
from .dealing import Dealer, apportion
from .rows import File


def open_referrals(closed: list[File], later: list[File], margins: dict, dealer: Dealer) -> list[File]:
    """What is missing from each category of detectors, received in the second half of the year; and why everybody of
    the year was reported. `later`: the files closed in the next year, if that is told too."""
    received, later = (_of_the_year(files, margins) for files in (closed, later))
    missing = _wanted(margins)
    for file in received + later:
        missing[file.family, file.category] = missing.get((file.family, file.category), 0) - 1
    missing = _spread_partners(missing, margins)
    if short := {which: count for which, count in missing.items() if count < 0}:
        raise ValueError(f"more closures than detections: {short}")
    files = [
        File(family=family, category=category) for (family, category), count in missing.items() for _ in range(count)
    ]
    days = working_days(margins["year"])[130:]
    for place, file in enumerate(dealer.shuffled(files)):
        file.received = days[place * len(days) // len(files)]
    _reasons(closed, received, later, files, margins, dealer)
    return files


def _of_the_year(closed: list[File], margins: dict) -> list[File]:
    first, last = (datetime.date(margins["year"], *day).toordinal() for day in ((1, 1), (12, 31)))
    return [file for file in closed if first <= file.received <= last]


def _wanted(margins: dict) -> dict[tuple[str, str], int]:
    """Detections of the year by detector; those of partners together, under an empty category."""
    told, professionals = margins["detections"], margins["health_professionals"]
    external = round(told["total"] * told["external_share"])
    internal = apportion(told["total"] - external, internal_shares(margins))
    of_professionals = apportion(professionals["detections"], professionals["categories"])
    return {
        **{("internal", category): count for category, count in internal.items()},
        **{("health_professional", category): count for category, count in of_professionals.items()},
        ("partner", ""): external - professionals["detections"],
    }


def _spread_partners(missing: dict[tuple[str, str], int], margins: dict) -> dict[tuple[str, str], int]:
    """What is missing from partners, in the networks that the report does not name."""
    partners = sum(count for (family, _), count in missing.items() if family == "partner")
    spread = apportion(partners, margins["other_networks"])
    others = {which: count for which, count in missing.items() if which[0] != "partner"}
    return others | {("partner", network): count for network, count in spread.items()}


def _reasons(closed, received, later, still_open, margins: dict, dealer: Dealer) -> None:
    """Who is accompanied for care was reported for it; of the others, as many as the share of detections asks for."""
    told = margins["detections"]
    for file in closed:
        file.forgone = file.care
    external = round(told["total"] * told["external_share"])
    of_external = round(external * told["external_care_share"])
    of_internal = round(told["total"] * told["care_share"]) - of_external
    for is_internal, wanted in ((True, of_internal), (False, of_external)):
        side, later_side, open_side = (
            [file for file in files if (file.family == "internal") == is_internal]
            for files in (received, later, still_open)
        )
        others = [file for file in side if not file.care]
        missing = wanted - (len(side) - len(others)) - sum(file.care for file in later_side)
        # Most of what is still open is for care, which takes longer.
        usual = round(len(open_side) * told["open_care_share"])
        among_open = min(max(usual, missing - len(others)), missing)
        for file in dealer.some(open_side, among_open) + dealer.some(others, missing - among_open):
            file.forgone = True
