"""What PDF documents share: the charts of `charts.typ`, and the folder from which templates may take it."""

from pathlib import Path

from .document import Chart

ROOT = Path(__file__).parents[1]
"""Templates import `/publishing/charts.typ`."""


def chart_data(chart: Chart) -> dict:
    """What `charts.typ` reads: sizes as parts of the longest bar, numbers as they are written."""
    longest = chart.longest
    line = chart.reference.number if chart.reference else None
    return {
        "kind": "bars",
        "title": chart.title,
        "description": chart.description,
        # Of two years in one series, the first is the year before.
        "shades": [1, 0] if chart.is_a_total else [],
        "names": [one.name for one in chart.series] if len(chart.series) > 1 else [],
        "reference": None if line is None else line / longest,
        "line_told": chart.line_told,
        "categories": [
            {
                "label": category,
                "bars": [
                    {"size": (one.amounts[place].number or 0) / longest, "text": str(one.amounts[place])}
                    for one in chart.series
                ],
            }
            for place, category in enumerate(chart.categories)
        ],
    }
