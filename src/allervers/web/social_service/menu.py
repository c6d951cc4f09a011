"""What waits at the social service, and what one asked of it."""

from allervers.domain.organisations.models import User
from allervers.domain.social_service.permissions import ANSWER, REFER
from allervers.domain.social_service.queries import waiting

from ..navigation import REFERRALS, Screen, register


def _waiting(account: User) -> int:
    return waiting(account).count()


register(
    Screen(ANSWER, "Service social", "social_service:desk", place=15, waiting=_waiting),
    Screen(REFER, "Adressées au service social", "social_service:sent", place=85, group=REFERRALS),
)
