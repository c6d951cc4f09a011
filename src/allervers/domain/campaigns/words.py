"""What a campaign can and did show, in sentences that anybody reads: the same on screens and in commands."""

from collections.abc import Collection

from allervers.publishing.numbers import NO_BREAK, grouped

from .codes import Channel
from .impact import Effect

A_THOUSAND = 1_000


def of_effect(effect: Effect, channels: Collection[str]) -> str:
    """« Sur 1 000 lettres, 12 droits ouverts de plus, entre 3 et 21. » An interval that holds zero proves nothing."""
    what = "lettres" if set(channels) == {Channel.LETTER} else "personnes contactées"
    per_thousand = f"Sur {grouped(A_THOUSAND)} {what}"
    found = f"{per_thousand}, {_rights(effect.difference)}"
    if effect.low > 0:
        return f"{found}, entre {_count(effect.low)} et {_count(effect.high)}."
    if effect.high < 0:
        return f"{found}, entre {_count(effect.high)} et {_count(effect.low)}."
    return (
        f"{found}, mais ce peut être le hasard : entre {_signed(effect.low)} et {_signed(effect.high)}. "
        "La campagne n’a rien prouvé."
    )


def _count(share: float) -> str:
    return grouped(abs(share) * A_THOUSAND)


def _rights(share: float) -> str:
    number = _count(share)
    several = "s" * (number not in ("0", "1"))
    way = "de plus" if share >= 0 else "de moins"
    return f"{number} droit{several} ouvert{several} {way}"


def _signed(share: float) -> str:
    return f"{_count(share)} de {'moins' if share < 0 else 'plus'}"


def of_least(rate: float, least: float) -> str:
    """What will not be seen, before anything leaves."""
    return (
        f"Si {percent(rate)} ouvrent le droit sans message, un effet de moins de {grouped(100 * least, 1)} points "
        "ne se verra pas."
    )


def percent(share: float) -> str:
    return f"{grouped(100 * share, 1)}{NO_BREAK}%"
