"""What advisers begin with, and the search of a person."""

from allervers.domain.organisations.models import User
from allervers.domain.organisations.roles import Permission
from allervers.domain.referrals.queries import count_waiting

from ..navigation import Screen, Search, register


def _waiting(account: User) -> int:
    return count_waiting(account.organisation_id)


register(
    Screen(Permission.TRIAGE, "Saisines à examiner", "casework:inbox", place=10, waiting=_waiting),
    Screen(Permission.ACCOMPANY, "Accompagnements en cours", "casework:open-files", place=40),
    Screen(
        Permission.SEE_PERSON,
        "Chercher une personne",
        "casework:search",
        place=50,
        search=Search("Chercher une personne", "typed"),
        in_menu=False,
    ),
)
