"""Sentences that follow the figures: number, direction and what they are compared with are always those of the data.

A sentence that would need a figure that is masked or unknown is not written: every function here then gives "".
"""

from dataclasses import dataclass

from allervers.publishing.amounts import COUNT, PER_FILE, SHARE, WHOLE_DAYS, Amount
from allervers.publishing.numbers import NO_BREAK, grouped

FEW = 20
"""Of fewer, a percentage says nothing: the difference itself is given."""

STABLE = {COUNT: 0.02, SHARE: 0.005, WHOLE_DAYS: 1.0, PER_FILE: 0.05}
"""Below these changes (2 %, half a point, one day) a figure is called stable; the change is given all the same."""

SINCE = "par rapport à l'année précédente"


@dataclass(frozen=True)
class Change:
    """From one year to the next: in per cent for a count, in points for a share, in days for a duration."""

    amount: Amount
    former: Amount

    @property
    def is_known(self) -> bool:
        return self.amount.is_known and self.former.is_known and not self._starts_from_nothing

    @property
    def _starts_from_nothing(self) -> bool:
        return self.amount.unit == COUNT and self.former.number == 0

    @property
    def difference(self) -> float:
        return self.amount.number - self.former.number

    @property
    def _is_relative(self) -> bool:
        return self.amount.unit == COUNT and self.former.number >= FEW

    @property
    def direction(self) -> str:
        """« hausse », « baisse » or « stable »."""
        size = self.difference / self.former.number if self.amount.unit == COUNT else self.difference
        if abs(size) < STABLE[self.amount.unit] - 1e-9:
            return "stable"
        return "hausse" if size > 0 else "baisse"

    def __str__(self) -> str:
        """« +1,5 % », « −2,3 points », « +1 jour », « +3 »."""
        if self._is_relative:
            return f"{signed(self.difference / self.former.number * 100, 1)}{NO_BREAK}%"
        if self.amount.unit == SHARE:
            points = self.difference * 100
            return f"{signed(points, 1)}{NO_BREAK}point{_s(round(points, 1))}"
        if self.amount.unit == WHOLE_DAYS:
            # Of the whole days that the reader sees: 84.6 and 85.4 days are both « 85 jours ».
            days = _whole(self.amount.number) - _whole(self.former.number)
            return f"{signed(days)}{NO_BREAK}jour{_s(days)}"
        return signed(self.difference)


def _whole(days: float) -> int:
    return int(days + 0.5)


def signed(value: float, decimals: int = 0) -> str:
    """« +10 », « −3 », « 0 »."""
    text = grouped(value, decimals)
    if not text.strip("−0,"):
        return text.removeprefix("−")
    return text if text.startswith("−") else f"+{text}"


def _s(number: float) -> str:
    """French plurals start at two."""
    return "s" if abs(number) >= 2 else ""


def plural(amount: Amount, singular: str, many: str) -> str:
    """The words that agree with this count; a masked one is read as a plural."""
    return many if amount.number is None or amount.number >= 2 else singular


def counted(amount: Amount, singular: str, many: str) -> str:
    """« **1** saisine reçue », « **12** saisines reçues », « **Aucune** … » being left to the caller; a masked one is
    « Nombre **non communiqué** de saisines reçues »."""
    if amount.mask:
        return f"Nombre **{amount}** {'d’' if many[0] in 'aeéèêiouh' else 'de '}{many}"
    return f"**{amount}**{NO_BREAK}{plural(amount, singular, many)}"


def volume_change(change: Change, year: int) -> str:
    """How a count moved: « Leur nombre est en hausse : +9 % par rapport à l'année précédente (273 561 en 2023). »"""
    if not change.is_known:
        return ""
    former = f"({change.former} en {year - 1})"
    if change.amount.number == change.former.number:
        return f"Leur nombre est le même que l'année précédente {former}."
    if change.direction == "stable":
        return f"Leur nombre est stable, avec une évolution de **{change}** {SINCE} {former}."
    return f"Leur nombre est en {change.direction} : **{change}** {SINCE} {former}."


def aside(change: Change) -> str:
    """Between brackets after a figure, with its space before: « (+1,2 point par rapport à l'année précédente) »,
    « (stable : 17,3 % l'année précédente) »."""
    if not change.is_known:
        return ""
    if change.direction == "stable":
        return f" (stable : {change.former} l'année précédente)"
    return f" ({change} {SINCE})"


def brief(change: Change, year: int) -> str:
    """Under a card: « +1,5 % par rapport à 2023 », « comme en 2023 »."""
    if not change.is_known:
        return ""
    return f"{change} par rapport à {year - 1}" if str(change)[0] in "+−" else f"comme en {year - 1}"


def listed(names: list[str]) -> str:
    """« a », « a et b », « a, b et c »."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} et {names[-1]}"


def sentence(*parts: str) -> str:
    """The parts that have something to say, as one text."""
    return " ".join(part for part in parts if part)


def written(*sentences: str | bool) -> list[str]:
    """Those that could be written: each is given as `what it needs and the sentence`."""
    return [text for text in sentences if text]
