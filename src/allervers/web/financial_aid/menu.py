"""What waits at the aid service."""

from allervers.domain.financial_aid.permissions import EXAMINE, SEE_COMMISSION
from allervers.domain.financial_aid.queries import open_ones
from allervers.domain.organisations.models import User

from ..navigation import Screen, register


def _waiting(account: User) -> int:
    return open_ones(account).count()


register(
    Screen(EXAMINE, "Aides financières", "financial_aid:desk", place=67, waiting=_waiting),
    Screen(SEE_COMMISSION, "Commission", "financial_aid:sessions", place=68),
)
