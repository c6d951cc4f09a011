"""What screens say of a structure."""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from allervers.domain.directory import hours
from allervers.domain.directory.contacts import is_mobile, is_personal_email
from allervers.domain.directory.models import Structure
from allervers.domain.directory.permissions import may_see_personal_contacts
from allervers.domain.directory.reading import NETWORKS
from allervers.domain.organisations.models import User


@dataclass(frozen=True)
class Row:
    """One line of the list. `is_open`: now; None where its hours are not known."""

    structure: Structure
    is_open: bool | None

    @classmethod
    def of(cls, structure: Structure, moment: datetime.datetime) -> "Row":
        known = structure.opening_hours
        territory = hours.territory_of(structure.department)
        return cls(structure, hours.is_open(known, moment, territory) if known else None)

    @property
    def networks(self) -> str:
        return networks_of(self.structure)

    @property
    def where(self) -> str:
        return " ".join(filter(None, (self.structure.postal_code, self.structure.municipality)))


# Where the vocabulary says it at length.
_SHORT = {"ccas-cias": "CCAS, CIAS"}


def networks_of(structure: Structure) -> str:
    """« CCAS, France Services »: a word that is not of the vocabulary as it came."""
    return ", ".join(sorted(_SHORT.get(word) or NETWORKS.get(word, word) for word in structure.networks))


def week_of(structure: Structure) -> list[dict]:
    """Today and the six days that follow: their name, and the hours as people say them."""
    if not structure.opening_hours:
        return []
    days = hours.week(structure.opening_hours, timezone.now(), hours.territory_of(structure.department))
    return [{"on": day.on, "hours": said_of(day), "is_holiday": day.is_holiday} for day in days]


def said_of(day: hours.Day) -> str:
    """« 8 h 30 à 12 h, 14 h à 17 h », or nothing for a day on which it is closed."""
    return ", ".join(f"{_clock(begin)} à {_clock(end, is_end=True)}" for begin, end in day.open)


def _clock(time: datetime.time, *, is_end: bool = False) -> str:
    if is_end and time == datetime.time():
        return "minuit"
    return f"{time.hour} h {time.minute:02}" if time.minute else f"{time.hour} h"


@dataclass(frozen=True)
class Contacts:
    """How it is reached, as this account may know it. `is_hidden`: something is one person's own, and not shown."""

    phone: str
    email: str
    is_hidden: bool

    @classmethod
    def of(cls, structure: Structure, user: User) -> "Contacts":
        phone, email = structure.phone, structure.email
        if not may_see_personal_contacts(user):
            phone = "" if is_mobile(phone) else phone
            email = "" if is_personal_email(email) else email
        return cls(phone, email, (phone, email) != (structure.phone, structure.email))
