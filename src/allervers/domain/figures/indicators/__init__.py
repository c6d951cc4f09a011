"""The indicators, one module per theme, one function per indicator.

The French docstring of a function is the definition on every screen and report. A function returns *what* is counted
(see `shapes`), so that the same definition serves any fund, the nation and any period, and so that the database is
asked for all indicators at once. Names are those of the file formats. Shares are fractions, durations are days.

To add one: a function in its theme's module, or a new module named below; then `make docs`.
"""

from importlib import import_module

from ..catalogue import CATALOGUE, Indicator
from .additions import SUMS

__all__ = ["CATALOGUE", "SUMS", "Indicator"]

# In the order of pages and reports.
for _theme in (
    *("detections", "forgone_care", "closures", "successes", "durations"),
    *("care", "detectors", "publics"),
):
    import_module(f"{__name__}.{_theme}")
