"""What every domain brings to the page of a person: entries of the timeline, and the trail of changes.

A domain that has something to tell of a person writes a `pieces.py` beside its models, with one class:

    @register
    class Appointments(Pieces):
        kinds = Kind                          # a TextChoices: what the timeline can be narrowed to
        def __init__(self, person): ...       # fetches, with a fixed number of queries
        def entries(self, names): ...         # yields `Entry`
        def trails(self): ...                 # its audit rows; nothing if it keeps none

It is found when the applications are loaded (`apps.py`); neither the page nor any other domain is touched.
"""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.apps import apps as loaded
from django.contrib.auth import get_user_model
from django.db.models import TextChoices
from django.utils import timezone

from .changes import Change, read

Moment = datetime.datetime | datetime.date


@dataclass(frozen=True)
class Entry:
    """One thing that happened. `about` identifies it where there is more to open; `tag` as in design/tag.html.

    `corrected_at` says when its author corrected it, `before` what it said until then (where the trail can be seen).
    """

    kind: TextChoices
    date: Moment
    title: str
    body: str = ""
    author: str = ""
    tag: str = "neutral"
    about: UUID | None = None
    corrected_at: datetime.datetime | None = None
    before: tuple[str, ...] = ()


@dataclass
class Names:
    """Accounts and organisations that the pieces name, fetched once, by key."""

    users: dict[int, object]
    organisations: dict[int, object]

    def user(self, user_id: int | None) -> str:
        return str(self.users.get(user_id, "")) if user_id else ""

    def organisation(self, organisation_id: int | None) -> str:
        return str(self.organisations.get(organisation_id, "")) if organisation_id else ""


class Pieces:
    """What one domain holds of a person, as far as row-level security shows it to the account of the context."""

    kinds: type[TextChoices]

    def __init__(self, person):
        self.person = person

    def users(self) -> set[int | None]:
        """Keys of the accounts that its entries name."""
        return set()

    def organisations(self) -> set[int | None]:
        """Keys of the organisations that its entries name."""
        return set()

    def entries(self, names: Names) -> Iterator[Entry]:
        """What happened, in any order."""
        raise NotImplementedError

    def trails(self) -> Iterable[Iterable]:
        """Audit rows, one iterable for each table; asked only for whoever may see the changes."""
        return ()


_REGISTERED: list[type[Pieces]] = []


def register(pieces: type[Pieces]) -> type[Pieces]:
    """Enter the pieces of a domain. A code of a kind belongs to one domain: it stands in addresses (`?fil=`)."""
    taken = {kind.value for kind in kinds()}
    if twice := taken & set(pieces.kinds.values):
        raise ValueError(f"{pieces.__qualname__}: the kind {min(twice)!r} is that of another domain")
    _REGISTERED.append(pieces)
    return pieces


def kinds() -> list[TextChoices]:
    """Every kind of entry, in the order of the domains as they are loaded."""
    return [kind for pieces in _REGISTERED for kind in pieces.kinds]


class PersonFile:
    """All the pieces of a person: the queries of each domain, and one for names of each sort."""

    def __init__(self, person):
        self.person = person
        self.pieces = {pieces: pieces(person) for pieces in _REGISTERED}

    def __getitem__(self, pieces: type[Pieces]) -> Pieces:
        """The pieces of one domain, for what the page shows beside the timeline."""
        return self.pieces[pieces]

    def names(self, more_users: Iterable[int | None] = ()) -> Names:
        organisation, user = loaded.get_model("organisations", "Organisation"), get_user_model()
        users = set(more_users).union(*(pieces.users() for pieces in self.pieces.values()))
        organisations = set().union(*(pieces.organisations() for pieces in self.pieces.values()))
        return Names(user.objects.in_bulk(users - {None}), organisation.objects.in_bulk(organisations - {None}))

    def entries(self, names: Names) -> list[Entry]:
        """The timeline, newest first; of what happened at once, the cause comes below."""
        told = [entry for pieces in self.pieces.values() for entry in pieces.entries(names)]
        return sorted(told, key=lambda entry: _order(entry.date))[::-1]

    def changes(self, *, at_most: int = 100) -> list[Change]:
        """The latest writes on the person and on any of the pieces, newest first.

        Empty for whoever may not see the trail: row-level security shows it to the owner alone.
        """
        trails = [self.person.events.all()]
        trails += [trail for pieces in self.pieces.values() for trail in pieces.trails()]
        found = [change for trail in trails for change in read(trail)]
        return sorted(found, key=lambda change: change.at)[::-1][:at_most]


def _order(moment: Moment) -> datetime.datetime:
    """A day without an hour comes after everything else of that day."""
    if isinstance(moment, datetime.datetime):
        return moment
    return timezone.make_aware(datetime.datetime.combine(moment, datetime.time.max))
