"""One line for each person, with every reason to look at their file today."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import TextChoices
from django.urls import reverse

from allervers.domain.accompaniment.models import Contact
from allervers.domain.organisations.models import User
from allervers.domain.people.models import Identity, Person


class Kind(TextChoices):
    """Why a person is on the list, what cannot wait first."""

    APPOINTMENT = "appointment", "Rendez-vous"
    DUE = "due", "À faire"
    CALL = "call", "À rappeler"
    ENDING = "ending", "Droit qui va finir"
    ANSWER = "answer", "Réponse reçue"
    MESSAGE = "message", "Message à revoir"
    MOVED = "moved", "A bougé"


_RANKS = {kind: rank for rank, kind in enumerate(Kind)}


@dataclass(frozen=True)
class Reason:
    """`day` is the day it is for, or of what happened; `url` leads to more than the person's page, where there is."""

    kind: Kind
    text: str
    day: datetime.date
    late: bool = False
    url: str = ""

    @property
    def tag(self) -> str:
        if self.late:
            return "urgent"
        return "info" if self.kind in (Kind.MOVED, Kind.ANSWER) else "warning"


@dataclass
class Row:
    """One person. `call` is where a call that was just made is noted; empty where this account cannot write it."""

    key: UUID
    who: Identity
    url: str
    call: str = ""
    reasons: list[Reason] = field(default_factory=list)
    called: Contact | None = None
    following: str = ""

    @property
    def anchor(self) -> str:
        return f"p-{self.key}"

    @property
    def place(self) -> tuple:
        """Who was called today comes last; then what cannot wait, the oldest day first."""
        first = min((_RANKS[reason.kind] > _RANKS[Kind.CALL], reason.day) for reason in self.reasons)
        return (self.called is not None, *first, self.who.full_name)


class Rows:
    """The lines of an account on a day, by person; a file without a person yet has its own."""

    def __init__(self, user: User, today: datetime.date):
        self.user, self.today = user, today
        self._rows: dict[UUID, Row] = {}

    def of_person(self, person: Person) -> Row:
        url = reverse("casework:person", args=[person.pk])
        return self._rows.setdefault(person.pk, Row(person.pk, person, url))

    def of(self, key: UUID, who: Identity, url: str) -> Row:
        """Somebody who is not, or not yet, a person of the fund: a referral that waits, a rights file."""
        return self._rows.setdefault(key, Row(key, who, url))

    def known(self) -> list[Row]:
        """Everybody who was named so far, those without a reason included."""
        return list(self._rows.values())

    def __iter__(self) -> Iterator[Row]:
        """Those that have a reason to be here."""
        return (row for row in self._rows.values() if row.reasons)
