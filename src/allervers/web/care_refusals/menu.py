"""What waits at the mediation service."""

from allervers.domain.care_refusals.permissions import MEDIATE
from allervers.domain.care_refusals.queries import open_ones
from allervers.domain.organisations.models import User

from ..navigation import Screen, register


def _waiting(account: User) -> int:
    return open_ones(account).filter(holder=None).count()


register(Screen(MEDIATE, "Refus de soins", "care_refusals:desk", place=69, waiting=_waiting))
