"""What is asked of the fund, beside its figures; and what the nation asks of the funds."""

from django.utils import timezone

from allervers.domain.organisations.models import User
from allervers.domain.surveys.permissions import ANSWER, RUN
from allervers.domain.surveys.queries import waiting

from ..navigation import FIGURES, Screen, register


def _waiting(user: User) -> int:
    return waiting(user.organisation, timezone.localdate())


register(
    Screen(ANSWER, "Enquêtes", "surveys:mine", place=106, group=FIGURES, waiting=_waiting),
    Screen(RUN, "Enquêtes auprès des caisses", "surveys:all", place=113, group=FIGURES),
)
