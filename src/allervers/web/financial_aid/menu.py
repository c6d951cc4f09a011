"""What waits at the aid service."""

from allervers.domain.financial_aid.permissions import EXAMINE
from allervers.domain.financial_aid.queries import open_ones
from allervers.domain.organisations.models import User

from ..navigation import Screen, register


def _waiting(account: User) -> int:
    return open_ones(account).count()


register(Screen(EXAMINE, "Aides financières", "financial_aid:desk", place=67, waiting=_waiting))
