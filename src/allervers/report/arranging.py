"""How charts of one page share its room, on slides and in documents alike."""

from collections.abc import Sequence

from allervers.publishing.document import Chart, Table

from . import measuring
from .document import Visual

DENSE = 6
"""From this many bars on, two charts one above the other are cramped."""
SHORT = 108.0
"""Points: the widest name, at 11, that leaves room for its bar in half a page."""


def bars(visual: Visual) -> int:
    """How many lines it takes; bars that stand upright count for one."""
    if isinstance(visual, Table):
        return len(visual.rows)
    return 1 if visual.is_a_total else len(visual.categories) * len(visual.series)


def side_by_side(visuals: Sequence[Visual]) -> bool:
    """Two charts of many bars, with names short enough to share the width."""
    return len(visuals) == 2 and all(
        isinstance(visual, Chart)
        and bars(visual) >= DENSE
        and max(measuring.width(name, 11) for name in visual.categories) < SHORT
        for visual in visuals
    )
