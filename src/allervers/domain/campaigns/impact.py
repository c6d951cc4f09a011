"""What a campaign changed: two groups drawn by lot, and how sure one may be. Pure functions, no clock, no database.

Everybody counts in the group that they were drawn into, reached or not (intention to treat). Households are drawn, not
persons; where some have several members, members of one are not independent and the interval says so (decision 0100).
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import NormalDist

CONFIDENCE = 0.95
POWER = 0.80
RATIO_ALARM = 0.001
"""Below this probability a draw went wrong, or somebody was lost from one group only: nothing is to be read from it."""

_NORMAL = NormalDist()


@dataclass(frozen=True)
class Household:
    """How many of its members are in the audience, and how many of them had the outcome."""

    members: int
    outcomes: int

    def __post_init__(self):
        if not 0 <= self.outcomes <= self.members or self.members < 1:
            raise ValueError(f"{self.outcomes} outcomes among {self.members} members")


@dataclass(frozen=True)
class Arm:
    """A group as it was drawn: persons, outcomes, and per household what its interval needs.

    `squares` is the sum over households of members squared, `spread` that of their squared distance from what the rate
    of the group expects of them. With single households: the number of persons, and that times rate × (1 − rate).
    """

    persons: int
    outcomes: int
    households: int
    squares: int
    spread: float

    @classmethod
    def of(cls, households: Iterable[Household]) -> "Arm":
        each = list(households)
        persons, outcomes = sum(one.members for one in each), sum(one.outcomes for one in each)
        rate = outcomes / persons if persons else 0.0
        return cls(
            persons,
            outcomes,
            len(each),
            sum(one.members**2 for one in each),
            sum((one.outcomes - rate * one.members) ** 2 for one in each),
        )

    @classmethod
    def single(cls, outcomes: int, persons: int) -> "Arm":
        """Each person is a household."""
        rate = outcomes / persons if persons else 0.0
        return cls(persons, outcomes, persons, persons, persons * rate * (1 - rate))

    @property
    def rate(self) -> float:
        return self.outcomes / self.persons

    @property
    def is_single(self) -> bool:
        return self.households == self.persons

    @property
    def is_even(self) -> bool:
        """All had the outcome or nobody: what was seen says nothing of how alike members of a household are."""
        return self.outcomes in (0, self.persons)

    @property
    def variance(self) -> float:
        """Of the rate, robust to households (sandwich estimator of a ratio, with G / (G − 1))."""
        return self.households / (self.households - 1) * self.spread / self.persons**2

    @property
    def worth(self) -> float:
        """How many independent persons say as much. Where nothing was seen of how alike members of a household are,
        they are taken to be wholly so, which promises least."""
        if self.is_single:
            return self.persons
        if self.is_even or self.households < 2 or not self.spread:
            return self.persons**2 / self.squares
        return self.rate * (1 - self.rate) / self.variance


@dataclass(frozen=True)
class Effect:
    """The rate of the treated less that of the holdout, from −1 to 1, with its interval; by `newcombe` or `cluster`."""

    difference: float
    low: float
    high: float
    method: str


def effect(treated: Arm, holdout: Arm, confidence: float = CONFIDENCE) -> Effect | None:
    """None where a group is empty, or has several members in its only household."""
    for arm in (treated, holdout):
        if not arm.persons or (arm.households < 2 and not arm.is_single):
            return None
    difference = treated.rate - holdout.rate
    if treated.is_single and holdout.is_single:
        return Effect(difference, *_newcombe(treated, holdout, confidence), "newcombe")
    if treated.is_even or holdout.is_even:
        # The sandwich would say that it is sure: the score interval never does.
        return Effect(difference, *_newcombe(treated, holdout, confidence), "cluster")
    half = _quantile(confidence) * math.sqrt(treated.variance + holdout.variance)
    return Effect(difference, max(-1.0, difference - half), min(1.0, difference + half), "cluster")


def _newcombe(treated: Arm, holdout: Arm, confidence: float) -> tuple[float, float]:
    """Newcombe, *Interval estimation for the difference between independent proportions*, Statistics in Medicine 17
    (1998), method 10: Wilson's score interval of each rate, without continuity correction, put together."""
    z = _quantile(confidence)
    (low_1, high_1), (low_0, high_0) = (_wilson(arm.rate, arm.worth, z) for arm in (treated, holdout))
    difference = treated.rate - holdout.rate
    return (
        difference - math.hypot(treated.rate - low_1, high_0 - holdout.rate),
        difference + math.hypot(high_1 - treated.rate, holdout.rate - low_0),
    )


def _wilson(rate: float, persons: float, z: float) -> tuple[float, float]:
    """Wilson, *Probable inference*, Journal of the American Statistical Association 22 (1927)."""
    middle = rate + z * z / (2 * persons)
    half = z * math.sqrt(rate * (1 - rate) / persons + (z / (2 * persons)) ** 2)
    scale = 1 + z * z / persons
    # At the ends rounding may leave the last digit on the wrong side.
    return min(rate, (middle - half) / scale), max(rate, (middle + half) / scale)


def _quantile(confidence: float) -> float:
    return _NORMAL.inv_cdf((1 + confidence) / 2)


def smallest_detectable(treated: float, holdout: float, rate: float, power: float = POWER) -> float | None:
    """The smallest rise of `rate` that groups of these sizes show with this power, in a test at 5 %, two-sided.

    Sizes are of independent persons (`Arm.worth`). None where not even a rise to everybody would be seen. The usual
    normal approximation, pooled under the hypothesis of no effect (Fleiss, Levin and Paik 2003, formula 4.14 without
    continuity correction).
    """
    if treated <= 0 or holdout <= 0 or rate >= 1:
        return None
    seen, asked = _quantile(CONFIDENCE), _NORMAL.inv_cdf(power)

    def is_seen(rise: float) -> bool:
        above = rate + rise
        pooled = (treated * above + holdout * rate) / (treated + holdout)
        by_chance = math.sqrt(pooled * (1 - pooled) * (1 / treated + 1 / holdout))
        spread = math.sqrt(above * (1 - above) / treated + rate * (1 - rate) / holdout)
        return rise >= seen * by_chance + asked * spread

    low, high = 0.0, 1 - rate
    if not is_seen(high):
        return None
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (low, middle) if is_seen(middle) else (middle, high)
    return high


def of_wrong_ratio(treated: int, holdout: int, share: float) -> bool:
    """Whether so many households in each group cannot come from a draw that keeps `share` of them out (chi-squared
    test, one degree of freedom)."""
    drawn = treated + holdout
    expected = drawn * share
    if not 0 < expected < drawn:
        return bool(holdout if share == 0 else treated if share == 1 else 0)
    chi_squared = (holdout - expected) ** 2 * (1 / expected + 1 / (drawn - expected))
    return math.erfc(math.sqrt(chi_squared / 2)) < RATIO_ALARM
