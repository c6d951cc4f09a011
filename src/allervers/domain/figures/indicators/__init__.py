"""The indicators, one module per theme, one function per indicator.

The French docstring of a function is the definition on every screen and report. A function returns *what* is counted
(see `shapes`), so that the same definition serves any fund, the nation and any period, and so that the database is
asked for all indicators at once. Names are those of the file formats. Shares are fractions, durations are days.

To add one: a function in its theme's module, or a new module of this folder (it is found by itself); `make docs`.
"""

from importlib import import_module
from pkgutil import iter_modules

from ..catalogue import CATALOGUE, Indicator
from .additions import COVERED, SUMS

__all__ = ["BY_HAND", "CATALOGUE", "COVERED", "SUMS", "Indicator"]

# In the order of pages and reports; themes that came since follow by name.
_FIRST = (
    *("referrals", "forgone_care", "closures", "successes", "durations", "care", "detectors", "publics"),
    *("rights_files", "partners"),
)
_FOUND = [module.name for module in iter_modules(__path__) if module.name != "additions"]
for _theme in (*_FIRST, *sorted(set(_FOUND) - set(_FIRST))):
    import_module(f"{__name__}.{_theme}")

BY_HAND = frozenset(import_module(f"{__name__}.{theme}").TITLE for theme in _FIRST)
"""The themes that the yearly report tells in pages of their own."""
