"""The main menu: the screens that the signed-in account may open, the most used first."""

from dataclasses import dataclass

from django.urls import reverse

from allervers.domain.organisations.roles import Permission
from allervers.domain.referrals.queries import count_waiting


@dataclass(frozen=True)
class Entry:
    """One link of the menu. `badge` counts what waits there; `current` marks the page that is shown."""

    label: str
    url: str
    current: bool = False
    badge: int = 0


# Permission → label and route, in the order of the menu. The first one that an account may open is its home page.
SCREENS = [
    (Permission.TRIAGE, "Saisines à examiner", "adviser:inbox"),
    (Permission.EXAMINE_DETECTIONS, "Détections à examiner", "adviser:detections"),
    (Permission.ACCOMPANY, "Accompagnements en cours", "adviser:open-files"),
    (Permission.SEE_PERSON, "Chercher une personne", "adviser:search"),
    (Permission.REFER, "Signaler une personne", "detector:new"),
    (Permission.REFER, "Mes signalements", "detector:mine"),
    (Permission.FUND_FIGURES, "Chiffres de la caisse", "manager:figures"),
    (Permission.NATIONAL_FIGURES, "Chiffres nationaux", "national:figures"),
    (Permission.SEE_PRIVACY, "Effacements", "privacy:retention"),
    (Permission.SEE_PRIVACY, "Journal des consultations", "privacy:readings"),
    (Permission.MANAGE_ACCOUNTS, "Comptes", "administrator:accounts"),
    (Permission.SEE_ACCOUNT_CHANGES, "Changements de comptes", "administrator:changes"),
]


def menu(request) -> list[Entry]:
    """The entries of this account; none when nobody is signed in."""
    # A request may be refused (a false Host) before anybody was recognised.
    if not hasattr(request, "user") or not request.user.is_authenticated:
        return []
    return [
        Entry(
            label,
            reverse(route),
            current=request.path == reverse(route),
            badge=count_waiting(request.user.organisation_id) if route == "adviser:inbox" else 0,
        )
        for permission, label, route in SCREENS
        if request.user.may(permission)
    ]
