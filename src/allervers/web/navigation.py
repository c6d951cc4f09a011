"""The main menu: four entries at most, each with the screens that the signed-in account may open, the most used first;
and the one search box of the header."""

from dataclasses import dataclass

from django.urls import reverse

from allervers.domain.appointments.permissions import BOOK, OPEN_SLOTS
from allervers.domain.organisations.roles import Permission
from allervers.domain.referrals.queries import count_waiting


@dataclass(frozen=True)
class Entry:
    """One screen. `badge` counts what waits there; `here` when it is the page shown, `current` when that page is one
    of those that it leads to."""

    label: str
    url: str
    here: bool = False
    current: bool = False
    badge: int = 0


@dataclass(frozen=True)
class Group:
    """One entry of the menu; its screens are tabs below the header wherever one of them is open."""

    label: str
    entries: list[Entry]

    @property
    def url(self) -> str:
        return self.entries[0].url

    @property
    def here(self) -> bool:
        return len(self.entries) == 1 and self.entries[0].here

    @property
    def current(self) -> bool:
        return any(entry.current for entry in self.entries)

    @property
    def badge(self) -> int:
        return sum(entry.badge for entry in self.entries)


@dataclass(frozen=True)
class SearchBox:
    """Where the box of the header posts what is typed, and under which name."""

    label: str
    url: str
    name: str


# Permission → label and route, in the order of the menu. The first one that an account may open is its home page.
SCREENS = [
    (Permission.SEE_DAY, "Ma journée", "day:day"),
    (Permission.TRIAGE, "Saisines à examiner", "casework:inbox"),
    (Permission.EXAMINE_DETECTIONS, "Détections à examiner", "detections:list"),
    (Permission.PREVENT_GAPS, "Ruptures à éviter", "coverage:lines"),
    (Permission.ACCOMPANY, "Accompagnements en cours", "casework:open-files"),
    (Permission.SEE_PERSON, "Chercher une personne", "casework:search"),
    (BOOK, "Rendez-vous", "appointments:agenda"),
    (Permission.EXAMINE_FILE, "Dossiers à examiner", "rights_files:queue"),
    (Permission.EXAMINE_FILE, "Courriers à envoyer", "rights_files:batches"),
    (Permission.REFER, "Signaler une personne", "detector:new"),
    (Permission.REFER, "Mes signalements", "detector:mine"),
    (Permission.DEPOSIT_FILE, "Mes dossiers de droits", "rights_files:mine"),
    (Permission.FUND_FIGURES, "Chiffres de la caisse", "manager:figures"),
    (Permission.NATIONAL_FIGURES, "Chiffres nationaux", "national:figures"),
    (OPEN_SLOTS, "Lieux et créneaux", "appointments:desks"),
    (Permission.SEE_PRIVACY, "Effacements", "privacy:retention"),
    (Permission.SEE_PRIVACY, "Journal des consultations", "privacy:readings"),
    (Permission.MANAGE_ACCOUNTS, "Comptes", "administrator:accounts"),
    (Permission.SEE_ACCOUNT_CHANGES, "Changements de comptes", "administrator:changes"),
]


# The first that an account may use is its box. Its page has a larger one, so the header has none there.
SEARCHES = [
    (Permission.SEE_PERSON, "Chercher une personne", "casework:search", "typed"),
    (Permission.REFER, "Chercher dans mes signalements", "detector:mine", "typed"),
    (Permission.MANAGE_ACCOUNTS, "Chercher un compte", "administrator:accounts", "q"),
]

TO_DO, REFERRALS, FIGURES, RUNNING = "À faire", "Signalements", "Chiffres", "Gestion"
# Where the screens of a permission stand in the menu; what is not named here is work to do.
GROUP_OF = {
    Permission.REFER: REFERRALS,
    Permission.DEPOSIT_FILE: REFERRALS,
    Permission.FUND_FIGURES: FIGURES,
    Permission.NATIONAL_FIGURES: FIGURES,
    OPEN_SLOTS: RUNNING,
    Permission.SEE_PRIVACY: RUNNING,
    Permission.MANAGE_ACCOUNTS: RUNNING,
    Permission.SEE_ACCOUNT_CHANGES: RUNNING,
}
WIDEST = 4


def menu(request) -> list[Group]:
    """The entries of this account; none when nobody is signed in. Where all its screens fit, each is an entry."""
    if not _signed_in(request):
        return []
    shown = [
        (GROUP_OF.get(permission, TO_DO), label, route)
        for permission, label, route in SCREENS
        if request.user.may(permission) and route != "casework:search"
    ]
    # « /signalements/nouveau/ » begins as « /signalements/ » does: the page belongs to the longest.
    urls = [reverse(route) for _, _, route in shown]
    current = max((url for url in urls if request.path.startswith(url)), key=len, default="")
    open_to = [(group, _entry(request, label, route, current)) for group, label, route in shown]
    if len(open_to) <= WIDEST:
        return [Group(entry.label, [entry]) for _, entry in open_to]
    groups = {
        name: [entry for group, entry in open_to if group == name] for name in (TO_DO, REFERRALS, FIGURES, RUNNING)
    }
    return [
        Group(entries[0].label if len(entries) == 1 else name, entries) for name, entries in groups.items() if entries
    ]


def search_box(request) -> SearchBox | None:
    """The box of the header for this account, if it may search and is not on the page that does it."""
    if not _signed_in(request):
        return None
    for permission, label, route, name in SEARCHES:
        if request.user.may(permission):
            return SearchBox(label, reverse(route), name) if request.path != reverse(route) else None
    return None


def _signed_in(request) -> bool:
    # A request may be refused (a false Host) before anybody was recognised.
    return hasattr(request, "user") and request.user.is_authenticated


def _entry(request, label: str, route: str, current: str) -> Entry:
    url = reverse(route)
    badge = count_waiting(request.user.organisation_id) if route == "casework:inbox" else 0
    return Entry(label, url, here=request.path == url, current=url == current, badge=badge)
