"""What data-protection officers begin with."""

from allervers.domain.access_requests.permissions import SEE
from allervers.domain.access_requests.queries import waiting_for
from allervers.domain.organisations.roles import Permission

from ..navigation import RUNNING, Screen, register

register(
    # First of what an officer has there: somebody waits, and the law says until when.
    Screen(SEE, "Demandes d’accès", "privacy:access-list", place=118, group=RUNNING, waiting=waiting_for),
    Screen(Permission.SEE_PRIVACY, "Effacements", "privacy:retention", place=120, group=RUNNING),
    Screen(Permission.SEE_PRIVACY, "Journal des consultations", "privacy:readings", place=130, group=RUNNING),
)
