"""What is known of the person before the form is filled in: shown with its origin and day, and corrected there."""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.http import HttpRequest

from allervers.domain.coverage.models import MonthlyResource
from allervers.domain.organisations.roles import Permission
from allervers.domain.people.models import Person
from allervers.domain.rights_files.proposals import COPIED, Proposals, proposals
from allervers.law.codes import RESOURCE_WORDS
from allervers.web.forms.countries import nationalities
from allervers.web.forms.fields import AmountField
from allervers.web.templatetags.design import MONTHS

from .questions import LABELS, QUESTIONS

PERSON = "personne"


@dataclass(frozen=True)
class Told:
    """One thing that is known, in words."""

    label: str
    value: str
    origin: str
    on: datetime.date


def person_of(request: HttpRequest) -> Person | None:
    """The person that the address names, if this account opens pages of persons."""
    try:
        key = UUID(request.GET.get(PERSON, ""))
    except ValueError:
        return None
    return Person.objects.filter(pk=key).first() if request.user.may(Permission.SEE_PERSON) else None


def known_of(person: Person, day: datetime.date) -> Proposals:
    return proposals(person, day)


def initial(person: Person, found: Proposals, most_others: int) -> dict[str, object]:
    """What the form is filled in with. Who lives with the person is known, not who they are to them: that is asked."""
    born = {f"born_{place}": day for place, day in enumerate(found.born[:most_others], 1)}
    return {**{name: getattr(person, name) for name in COPIED}, **found.values(), **born}


def told(found: Proposals) -> list[Told]:
    """In French, each with where it comes from."""
    return [Told(_label(fact.name), _value(fact.name, fact.value), fact.origin, fact.on) for fact in found.facts]


def _label(name: str) -> str:
    return "Nationalité" if name == "nationality" else LABELS[name].rstrip(" ?")


def _value(name: str, value: object) -> str:
    choices = nationalities() if name == "nationality" else QUESTIONS[name].field().choices
    return dict(choices).get(value, str(value))


def field_name(paid: MonthlyResource) -> str:
    return f"paid_{paid.kind}_{paid.month:%Y%m}"


def field_of(paid: MonthlyResource) -> AmountField:
    """The amount of one month, as it was transmitted, to be corrected where it is wrong."""
    month = f"{MONTHS[paid.month.month - 1]} {paid.month.year}"
    return AmountField(
        label=f"{RESOURCE_WORDS[paid.kind]}, {month}",
        initial=Decimal(paid.amount_cents) / 100,
        help_text=f"Transmis le {paid.transmitted_on:%d/%m/%Y} par l’organisme qui verse.",
    )


def resources_of(found: Proposals, given: dict) -> list[dict[str, object]]:
    """The resources of the situation: as transmitted, or as corrected."""
    return [
        {"kind": paid.kind, "month": f"{paid.month:%Y-%m}", "amount": float(given[field_name(paid)])}
        for paid in found.resources
    ]


def kept(found: Proposals, given: dict, *, asked: set[str]) -> list[dict[str, object]]:
    """What is written into the file of what was proposed and asked for: from where, of when, and whether it was
    corrected."""
    lines = [
        _kept(
            _label(fact.name), _value(fact.name, fact.value), fact.origin, fact.on, given.get(fact.name) != fact.value
        )
        for fact in found.facts
        if fact.name in asked
    ]
    for paid in found.resources if "rsa" in asked else ():  # the form of the C2S
        said = given[field_name(paid)]
        known = Decimal(paid.amount_cents) / 100
        lines.append(
            _kept(
                str(field_of(paid).label), f"{known:.2f} €", "ressources mensuelles", paid.transmitted_on, said != known
            )
        )
    return lines


def _kept(label: str, value: str, origin: str, on: datetime.date, corrected: bool) -> dict[str, object]:
    return {"label": label, "value": value, "origin": origin, "on": on.isoformat(), "corrected": corrected}
