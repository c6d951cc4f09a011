"""What is known of a person already, proposed where a request asks for it, each thing with its origin and its day.

Nothing is decided here: whoever deposits keeps it or corrects it. What social bodies transmit each month (DRM) is not
asked again (R861-8 CSS and following).
"""

import datetime
from dataclasses import dataclass, field

from django.utils import timezone

from allervers.law.codes import RESOURCE_WORDS
from allervers.law.counting import add_months

from ..coverage import queries as coverage
from ..coverage.codes import Benefit, Circumstance
from ..coverage.models import KnownCircumstance, LivesWith, MonthlyResource, OtherBenefit
from ..people.models import Person
from .models import RightsFile

# The C2S looks at the thirteenth to the second month before that of the request (R861-8 CSS).
MONTHS_BACK = 13
COPIED = ("birth_name", "usage_name", "first_name", "birth_date", "sex", "phone", "email", "postal_address")
# What an earlier request said, that may still be true.
_SAID_BEFORE = ("nationality", "activity")
_SAID_OF_HOUSEHOLD = ("housing",)


@dataclass(frozen=True)
class Known:
    """One thing that is known: under which name a form asks for it, its value, from where, and since when."""

    name: str
    value: object
    origin: str
    on: datetime.date


@dataclass(frozen=True)
class Proposals:
    """What is proposed; `resources` are the amounts of the months, in cents; `born` the birth dates of the persons who
    live with the person (who they are to them is not known)."""

    facts: tuple[Known, ...] = ()
    resources: tuple[MonthlyResource, ...] = ()
    born: tuple[datetime.date, ...] = field(default=())

    def values(self) -> dict[str, object]:
        return {fact.name: fact.value for fact in self.facts}


def proposals(person: Person, day: datetime.date) -> Proposals:
    """For a request of this day."""
    facts = {fact.name: fact for fact in (*_before(person, day), *_transmitted(person, day))}
    first = add_months(day.replace(day=1), -MONTHS_BACK)
    paid = [each for each in coverage.resources(person.pk, first) if each.kind in RESOURCE_WORDS and each.month <= day]
    return Proposals(tuple(facts.values()), tuple(paid), tuple(_born(person, day)))


def _before(person: Person, day: datetime.date):
    """What the last request of the person said; the later sources have the last word."""
    last = RightsFile.objects.filter(person=person, received_on__lte=day).order_by("-received_on").first()
    if last is None:
        return
    origin = f"dossier {last.reference}"
    applicant = next((each for each in last.situation["persons"] if each.get("role") == "applicant"), {})
    for name in _SAID_BEFORE:
        if applicant.get(name):
            yield Known(name, applicant[name], origin, last.received_on)
    for name in _SAID_OF_HOUSEHOLD:
        if last.situation.get(name):
            yield Known(name, last.situation[name], origin, last.received_on)


def _transmitted(person: Person, day: datetime.date):
    title = KnownCircumstance.objects.filter(
        person=person, kind=Circumstance.RESIDENCE_TITLE, taken_back_at=None
    ).order_by("-on")
    if known := title.first():
        yield Known(
            "nationality", known.nationality, "titre de séjour noté par la caisse", timezone.localdate(known.noted_at)
        )
    rsa = OtherBenefit.objects.filter(person=person, benefit=Benefit.RSA, validity__contains=day).first()
    if rsa:
        yield Known("rsa", "yes", "organisme qui verse le RSA", timezone.localdate(rsa.recorded_at))


def _born(person: Person, day: datetime.date):
    """The birth dates of the persons of the household on that day."""
    pairs = LivesWith.objects.filter(validity__contains=day)
    others = [
        *pairs.filter(person=person).values_list("other__birth_date", flat=True),
        *pairs.filter(other=person).values_list("person__birth_date", flat=True),
    ]
    yield from sorted(born for born in others if born)
