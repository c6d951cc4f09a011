"""What data-protection officers begin with."""

from allervers.domain.organisations.roles import Permission

from ..navigation import RUNNING, Screen, register

register(
    Screen(Permission.SEE_PRIVACY, "Effacements", "privacy:retention", place=120, group=RUNNING),
    Screen(Permission.SEE_PRIVACY, "Journal des consultations", "privacy:readings", place=130, group=RUNNING),
)
