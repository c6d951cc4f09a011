"""What a person can be referred to the social service for on a day: its axes, and since 2024 its base offers.

Four axes until 2023, two axes with three base offers since 2024; `parameters/social_service.yaml` says which on which
day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from allervers.law.lookup import Lookup, figures

FILE = "social_service"
_AXIS, _OFFER = "social_axis_", "social_offer_"


@dataclass(frozen=True, slots=True)
class Need:
    """One thing to be referred for. `offer` is empty where only axes were told apart; `label` is French."""

    axis: str
    offer: str
    label: str
    axis_label: str


def needs(day: date) -> tuple[Need, ...]:
    """What may be asked of the social service on ``day``: its base offers, or its axes where there were none yet.

    Raises `SituationError` for a day before 2019, of which nothing is known here.
    """
    law = Lookup(FILE, day)
    # Every one is read, so that a day before the first is refused whatever is asked.
    held = [name for name in figures(FILE) if law.figure(name)]
    axes = {name.removeprefix(_AXIS): _label(name) for name in held if name.startswith(_AXIS)}
    offers = tuple(
        Need(axis, name.removeprefix(f"{_OFFER}{axis}_"), _label(name), label)
        for axis, label in axes.items()
        for name in held
        if name.startswith(f"{_OFFER}{axis}_")
    )
    return offers or tuple(Need(axis, "", label, label) for axis, label in axes.items())


def _label(name: str) -> str:
    return figures(FILE)[name].label
