"""Whose nationality is that of the European Union, the European Economic Area or Switzerland, on a day."""

from __future__ import annotations

from datetime import date

# fmt: off
UNION = frozenset((
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV",
    "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
))
# fmt: on
EEA_AND_SWITZERLAND = frozenset(("CH", "IS", "LI", "NO"))
EUROPEAN = UNION | EEA_AND_SWITZERLAND
# The European rules went on for the United Kingdom until the end of the transition period.
BRITISH_UNTIL = date(2020, 12, 31)


def is_european(nationality: str, day: date) -> bool:
    """French nationals included."""
    return nationality in EUROPEAN or (nationality == "GB" and day <= BRITISH_UNTIL)
