"""Letting a campaign leave from a command: a wave, at a pace, until it is done or a carrier takes nothing any more."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from ..organisations.context import acting_for
from ..outbox.leaving import Left
from . import letters, sending
from .codes import Channel
from .models import Campaign, Sending

PATIENCE = 5
"""Passes in which nothing leaves, two seconds more apart each time, before whoever runs the command is told."""
_STEP = 2.0
_WITHOUT = {Channel.EMAIL: "ALLERVERS_EMAIL_URL n’est pas réglé", Channel.SMS: "ALLERVERS_SMS_URL n’est pas réglé"}


@dataclass
class Done:
    """What the command did; `stopped` says why something still waits, empty where nothing does or it was not asked."""

    planned: int = 0
    left: Left = field(default_factory=Left)
    batches: list[letters.HandedOver] = field(default_factory=list)
    waiting: int = 0
    stopped: str = ""

    def add(self, left: Left) -> None:
        for name, number in left.to_json().items():
            setattr(self.left, name, getattr(self.left, name) + number)

    def to_json(self) -> dict[str, object]:
        batches = [
            {"folder": str(batch.folder), "letters": batch.letters, "pages": batch.pages} for batch in self.batches
        ]
        return {"planned": self.planned, **self.left.to_json(), "batches": batches, "waiting": self.waiting}

    def in_words(self) -> str:
        written = sum(batch.letters for batch in self.batches)
        return (
            f"{self.planned} nouveaux messages ; {self.left.sent} partis, {written} lettres remises, "
            f"{self.left.failed} échoués, {self.left.unknown} incertains, {self.left.withdrawn} retirés ; "
            f"{self.waiting} attendent."
        )


def run(campaign: Campaign, to: Path, *, wave: int | None, pace: int | None, until_done: bool) -> Done:
    """Plan, then let leave. Raises `Refused` for a campaign that is not frozen."""
    done = Done()
    with acting_for(campaign.fund, sending.WHY):
        done.planned = sending.plan(campaign, wave)
    with sending.alone(campaign):
        idle = 0
        while True:
            passed = sending.let_leave(campaign, _at(pace))
            done.add(passed.left)
            done.batches += letters.hand_over_all(campaign, to)
            with acting_for(campaign.fund, sending.WHY):
                done.waiting = sending.waiting(campaign)
                done.stopped = passed.stopped or _without_a_way(campaign)
            idle = 0 if passed.left.sent + passed.left.failed else idle + 1
            if not done.waiting or not until_done or _is_for_somebody(done) or idle > PATIENCE:
                break
            time.sleep(_STEP * min(idle + 1, PATIENCE))
    if not done.waiting:
        done.stopped = ""
    elif until_done and not done.stopped:
        done.stopped = "les messages qui attendent sont remis à plus tard"
    return done


def _is_for_somebody(done: Done) -> bool:
    """Waiting would change nothing: a pause, or a setting that is missing."""
    return done.stopped.startswith("campagne en pause") or done.stopped in _WITHOUT.values()


def _without_a_way(campaign: Campaign) -> str:
    there = {Channel.EMAIL: settings.EMAIL_URL, Channel.SMS: settings.SMS_URL}
    waits = set(Sending.objects.filter(campaign=campaign, state="waiting").values_list("channel", flat=True).distinct())
    return next((_WITHOUT[channel] for channel, url in there.items() if channel in waits and not url), "")


def _at(pace: int | None) -> Callable[[int], None]:
    """Sleeps so that no more than `pace` messages leave in a minute."""
    if pace is None:
        return lambda handed_over: None
    began, gone = time.monotonic(), 0

    def wait(handed_over: int) -> None:
        nonlocal gone
        gone += handed_over
        time.sleep(max(0.0, began + gone * 60 / pace - time.monotonic()))

    return wait
