"""The main menu: four entries at most, each with the screens that the signed-in account may open, the most used first;
and the one search box of the header.

A room registers its own screens from its `menu.py`, found when applications are loaded (`apps.py`):

    register(Screen(Permission.TRIAGE, "Saisines à examiner", "casework:inbox", place=10))
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from allervers.domain.organisations.models import User
from allervers.domain.organisations.roles import OwnPermission, Permission

TO_DO, REFERRALS, FIGURES, RUNNING = GROUPS = ("À faire", "Signalements", "Chiffres", "Gestion")
WIDEST = 4


@dataclass(frozen=True)
class Search:
    """The box of the header, for a screen that finds: what it says, and the name under which it posts what is typed."""

    label: str
    name: str


@dataclass(frozen=True)
class Screen:
    """A screen that an account may begin with. `place` orders them all, by tens: the first that an account may open is
    its home page, the first with a `search` that it may open its search box.

    `waiting` counts what waits there for the account; `in_menu` is false for what the box of the header leads to.
    """

    permission: Permission | OwnPermission
    label: str
    route: str
    place: int
    group: str = TO_DO
    waiting: Callable[[User], int] | None = None
    search: Search | None = None
    in_menu: bool = True


_REGISTERED: dict[int, Screen] = {}


def register(*screens: Screen) -> None:
    """Enter the screens of a room. A place is that of one screen, so that the order never hangs on who loads first."""
    for screen in screens:
        if screen.place in _REGISTERED:
            raise ValueError(f"{screen.route}: the place {screen.place} is that of {_REGISTERED[screen.place].route}")
        if screen.group not in GROUPS:
            raise ValueError(f"{screen.route}: the group is one of {', '.join(GROUPS)}")
        _REGISTERED[screen.place] = screen


def screens_of(account) -> list[Screen]:
    """Those that the account may open, in the order of the menu."""
    return [screen for _, screen in sorted(_REGISTERED.items()) if account.may(screen.permission)]


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


def menu(request) -> list[Group]:
    """The entries of this account; none when nobody is signed in. Where all its screens fit, each is an entry."""
    if not _signed_in(request):
        return []
    shown = [screen for screen in screens_of(request.user) if screen.in_menu]
    # « /signalements/nouveau/ » begins as « /signalements/ » does: the page belongs to the longest.
    urls = [reverse(screen.route) for screen in shown]
    current = max((url for url in urls if request.path.startswith(url)), key=len, default="")
    open_to = [(screen.group, _entry(request, screen, current)) for screen in shown]
    if len(open_to) <= WIDEST:
        return [Group(entry.label, [entry]) for _, entry in open_to]
    groups = {name: [entry for group, entry in open_to if group == name] for name in GROUPS}
    return [
        Group(entries[0].label if len(entries) == 1 else name, entries) for name, entries in groups.items() if entries
    ]


def search_box(request) -> SearchBox | None:
    """The box of the header for this account, if it may search and is not on the page that does it: that one has a
    larger box."""
    if not _signed_in(request):
        return None
    for screen in screens_of(request.user):
        if screen.search:
            url = reverse(screen.route)
            return SearchBox(screen.search.label, url, screen.search.name) if request.path != url else None
    return None


def _signed_in(request) -> bool:
    # A request may be refused (a false Host) before anybody was recognised.
    return hasattr(request, "user") and request.user.is_authenticated


def _entry(request, screen: Screen, current: str) -> Entry:
    url = reverse(screen.route)
    badge = screen.waiting(request.user) if screen.waiting else 0
    return Entry(screen.label, url, here=request.path == url, current=url == current, badge=badge)
