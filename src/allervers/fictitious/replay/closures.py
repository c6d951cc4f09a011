"""The closed files: result and care, public, detector, days."""

import datetime
from collections import defaultdict

from allervers.domain.referrals.codes import InternalCategory

from .dealing import Dealer, apportion, bounded, skewed
from .rows import NOT_OPENED, SUCCESS, UNSUCCESSFUL, File

RESULTS = (SUCCESS, UNSUCCESSFUL, NOT_OPENED)
Pools = dict[tuple[str, bool], list[File]]
"""Files by result and care: blocks take what they need from each."""


def closed_files(margins: dict, dealer: Dealer) -> list[File]:
    files = _results(margins["closures"])
    _publics(files, margins, dealer)
    _detectors(files, margins, dealer)
    _days(files, margins, dealer)
    for kind, shares in margins["closures"]["reasons"].items():
        for file, reason in dealer.deal_shares([file for file in files if file.kind == kind], shares):
            file.closure_reason = reason
    return files


def _results(closures: dict) -> list[File]:
    not_opened = round(closures["total"] * closures["not_opened_share"])
    unsuccessful = closures["total"] - closures["success"] - not_opened
    care = {
        SUCCESS: closures["success_care"],
        UNSUCCESSFUL: round(unsuccessful * closures["unsuccessful_care_share"]),
        NOT_OPENED: round(not_opened * closures["not_opened_care_share"]),
    }
    totals = {SUCCESS: closures["success"], UNSUCCESSFUL: unsuccessful, NOT_OPENED: not_opened}
    return [File(result=result, care=place < care[result]) for result in RESULTS for place in range(totals[result])]


def _pools(files: list[File], dealer: Dealer) -> Pools:
    pools = defaultdict(list)
    for file in dealer.shuffled(files):
        pools[file.result, file.care].append(file)
    return pools


def _take(pools: Pools, counts: dict[tuple[str, bool], int]) -> list[File]:
    taken = []
    for which, count in counts.items():
        if count > len(pools[which]):
            raise ValueError(f"{count} files of {which} asked for, {len(pools[which])} left")
        taken += [pools[which].pop() for _ in range(count)]
    return taken


def _cells(results: dict[str, int], care: int, pools: Pools) -> dict[tuple[str, bool], int]:
    """How many of each result have care, so that `care` have it in all: in the proportions of what is left."""
    weights = {
        result: count * len(pools[result, True]) / max(1, len(pools[result, True]) + len(pools[result, False]))
        for result, count in results.items()
    }
    with_care = bounded(care, weights, results)
    return {
        (result, flag): with_care[result] if flag else results[result] - with_care[result]
        for result in results
        for flag in (True, False)
    }


def _publics(files: list[File], margins: dict, dealer: Dealer) -> None:
    pools = _pools(files, dealer)
    for public, told in margins["publics"].items():
        total = told["total"]
        success, not_opened = round(total * told["success_share"]), round(total * told["not_relevant_share"])
        results = {SUCCESS: success, UNSUCCESSFUL: total - success - not_opened, NOT_OPENED: not_opened}
        for file in _take(pools, _cells(results, told["care"], pools)):
            file.public = public


def _detectors(files: list[File], margins: dict, dealer: Dealer) -> None:
    pools = _pools(files, dealer)
    for network, told in margins["networks"].items():
        total = told["total"]
        not_opened = round(total * told["not_relevant"])
        rest = {SUCCESS: margins["closures"]["success"], UNSUCCESSFUL: len(files) / 10}
        results = {**apportion(total - not_opened, rest), NOT_OPENED: not_opened}
        if public := told.get("prefers"):
            for pool in pools.values():
                pool.sort(key=lambda file, public=public: file.public == public)
        for file in _take(pools, _cells(results, round(total * told["care"]), pools)):
            file.family, file.category = "partner", network
    left = [file for pool in pools.values() for file in pool]
    professionals = margins["health_professionals"]
    counts = {("partner", network): count for network, count in margins["other_networks"].items()}
    for category, count in apportion(professionals["closures"], professionals["categories"]).items():
        counts["health_professional", category] = count
    for category, count in apportion(len(left) - sum(counts.values()), internal_shares(margins)).items():
        counts["internal", category] = count
    for file, (family, category) in dealer.deal(left, counts):
        file.family, file.category = family, category


def internal_shares(margins: dict) -> dict[str, float]:
    """Of internal detections, by category; queries and outbound contacts are given as a number."""
    told = margins["detections"]
    internal = told["total"] - round(told["total"] * told["external_share"])
    return told["internal"] | {InternalCategory.QUERIES_AND_OUTBOUND.value: told["queries_and_outbound"] / internal}


def working_days(year: int) -> list[int]:
    first, last = datetime.date(year, 1, 1).toordinal(), datetime.date(year, 12, 31).toordinal()
    return [day for day in range(first, last + 1) if datetime.date.fromordinal(day).weekday() < 5]


def _days(files: list[File], margins: dict, dealer: Dealer) -> None:
    days = working_days(margins["year"])
    for kind, mean in margins["days"].items():
        of_kind = dealer.shuffled(file for file in files if file.kind == kind)
        lengths = dealer.shuffled(skewed(len(of_kind), mean))
        for place, (file, length) in enumerate(zip(of_kind, lengths, strict=True)):
            file.closed = days[place * len(days) // len(of_kind)]
            file.received = file.closed - length
