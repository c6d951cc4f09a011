"""Where structures stand, drawn without any map of somebody else: nothing is asked of another server."""

import math
from dataclasses import dataclass

from django.db.models import QuerySet

from allervers.domain.directory.models import Structure

WIDTH, MARGIN, TALLEST = 640, 14, 520
MOST = 2_000
"""Points beyond which nothing is drawn: a department has some hundreds."""


@dataclass(frozen=True)
class Point:
    x: float
    y: float
    number: int = 0
    """Its place in the list beside, from 1; 0 for one that is on another page."""


@dataclass(frozen=True)
class Map:
    height: int
    others: list[Point]
    listed: list[Point]


def drawn(structures: QuerySet[Structure], page) -> Map | None:
    """All that were found as points, those of the page numbered; None where fewer than two places are known.

    One degree of longitude is as wide as it is at the middle latitude; north is up. A place that lies far from all
    others (a wrong coordinate) is left out, not the drawing bent to it: outside four times the middle half.
    """
    known = structures.exclude(longitude=None).exclude(latitude=None)
    places = dict(_places(known.order_by("pk").values_list("pk", "longitude", "latitude")))
    ranks = {structure.pk: rank for rank, structure in enumerate(page, 1)}
    if len(set(places.values())) < 2:
        return None
    west, east = _reach([x for x, _ in places.values()])
    south, north = _reach([y for _, y in places.values()])
    narrowing = math.cos(math.radians((south + north) / 2))
    width, height = max((east - west) * narrowing, 1e-6), max(north - south, 1e-6)
    scale = min((WIDTH - 2 * MARGIN) / width, (TALLEST - 2 * MARGIN) / height)
    points = [
        Point(
            round(MARGIN + (x - west) * narrowing * scale, 1), round(MARGIN + (north - y) * scale, 1), ranks.get(pk, 0)
        )
        for pk, (x, y) in places.items()
        if west <= x <= east and south <= y <= north
    ]
    listed = sorted((point for point in points if point.number), key=lambda point: -point.number)
    return Map(math.ceil(height * scale + 2 * MARGIN), [point for point in points if not point.number], listed)


def _places(found):
    for pk, longitude, latitude in found:
        yield pk, (longitude, latitude)


def _reach(values: list[float]) -> tuple[float, float]:
    """From the first to the last of the values, without those that lie far outside."""
    ordered = sorted(values)
    quarter = len(ordered) // 4
    low, high = ordered[quarter], ordered[-1 - quarter]
    room = 4 * max(high - low, 0.05)
    kept = [value for value in ordered if low - room <= value <= high + room]
    return kept[0], kept[-1]
