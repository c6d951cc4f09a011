"""One number as it may be shown, or why there is none: on screens, in reports, in diagnoses and in spreadsheets."""

from dataclasses import dataclass
from decimal import Decimal

from .numbers import NO_BREAK, grouped
from .secrecy import Mask

NOTHING = "sans objet"
"""A share or a mean of nobody."""


@dataclass(frozen=True)
class Unit:
    """How a number of this kind is written. A share is a fraction, written in per cent. `singular`: the suffix of what
    is below two."""

    decimals: int = 0
    suffix: str = ""
    is_share: bool = False
    singular: str = ""

    def written(self, number: float) -> str:
        value = Decimal(str(number)) * (100 if self.is_share else 1)
        return grouped(value, self.decimals) + (self.singular if self.singular and round(number) <= 1 else self.suffix)


COUNT = Unit()
SHARE = Unit(1, f"{NO_BREAK}%", is_share=True)
DAYS = Unit(1, f"{NO_BREAK}jours")
WHOLE_DAYS = Unit(0, f"{NO_BREAK}jours", singular=f"{NO_BREAK}jour")
YEARS = Unit(1, f"{NO_BREAK}ans")
PER_FILE = Unit(1)
FUNDS = Unit(0, f"{NO_BREAK}caisses", singular=f"{NO_BREAK}caisse")


@dataclass(frozen=True)
class Amount:
    """A number; or none, because it is not published (`mask`), or because nobody stands below the fraction."""

    number: float | None
    unit: Unit = COUNT
    mask: Mask | None = None

    def __str__(self) -> str:
        if self.mask:
            return self.mask.value
        return NOTHING if self.number is None else self.unit.written(self.number)

    @property
    def is_known(self) -> bool:
        return self.number is not None
