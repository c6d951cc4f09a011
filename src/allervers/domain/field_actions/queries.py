"""What can be asked of the field actions of a fund."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import CharField, Count, F, Func, Q, QuerySet, Sum, Value
from django.db.models.functions import Concat

from ..organisations.models import Organisation
from ..referrals.codes import PartnerCategory
from .codes import ActionPublic, LifeEvent, PlaceKind, Team
from .models import FieldAction
from .words import meant_by

COUNTED = ("targeted", "informed", "helped", "individual_appointments")
"""Persons of an action that can be added up."""
RECENT = 500
"""How many actions tell what a fund usually writes: some years of a large one."""


def actions_of(fund: Organisation) -> QuerySet[FieldAction]:
    """All of the fund, the latest first, with those that were withdrawn."""
    return FieldAction.objects.filter(fund=fund)


def counted(fund: Organisation) -> QuerySet[FieldAction]:
    """Those that figures count."""
    return actions_of(fund).filter(withdrawn_at=None)


def years_of(fund: Organisation) -> list[int]:
    """Years in which the fund held actions, the latest first."""
    return [day.year for day in actions_of(fund).dates("held_on", "year", order="DESC")]


def saying(actions: QuerySet[FieldAction], text: str) -> QuerySet[FieldAction]:
    """Those of which a place, a partner, a service, a public or an event says this, in our words or theirs."""
    words = Concat(
        *("place", Value("\n"), "place_kind", Value("\n"), "life_event", Value("\n"), "source_id", Value("\n")),
        *(_joined("partners"), Value("\n"), _joined("services")),
        output_field=CharField(),
    )
    meant = Q(public__in=meant_by(ActionPublic, text)) | Q(life_event__in=meant_by(LifeEvent, text))
    meant |= Q(place_kind__in=meant_by(PlaceKind, text))
    meant |= Q(partners__overlap=meant_by(PartnerCategory, text)) | Q(services__overlap=meant_by(Team, text))
    return actions.annotate(
        said=Func(words, function="unaccent"), wanted=Func(Value(text), function="unaccent")
    ).filter(Q(said__icontains=F("wanted")) | meant)


def _joined(column: str) -> Func:
    return Func(F(column), Value("\n"), function="array_to_string", output_field=CharField())


@dataclass(frozen=True)
class Total:
    """Persons of some actions added up; None where no action says how many. `unsaid`: actions that do not."""

    name: str
    persons: int | None
    unsaid: int


def totals(actions: QuerySet[FieldAction]) -> tuple[int, list[Total]]:
    """How many actions, and the sum of each number of persons: what was not said is not a zero."""
    asked = {f"sum_{name}": Sum(name) for name in COUNTED} | {f"said_{name}": Count(name) for name in COUNTED}
    found = actions.order_by().aggregate(number=Count("pk"), **asked)
    number = found["number"]
    return number, [
        Total(FieldAction._meta.get_field(name).verbose_name, found[f"sum_{name}"], number - found[f"said_{name}"])
        for name in COUNTED
    ]


def usual_words(fund: Organisation) -> dict[str, list[str]]:
    """What the fund wrote of late, column by column, the most frequent first."""
    found: dict[str, Counter] = {name: Counter() for name in ("partners", "services", "place")}
    for partners, services, place in counted(fund).values_list("partners", "services", "place")[:RECENT]:
        found["partners"].update(partners)
        found["services"].update(services)
        found["place"].update([place] if place else [])
    return {name: [word for word, _ in used.most_common()] for name, used in found.items()}


def alike(action: FieldAction) -> QuerySet[FieldAction]:
    """Others of the same day and public: one action that two colleagues noted, perhaps."""
    same = FieldAction.objects.filter(fund=action.fund_id, held_on=action.held_on, public=action.public)
    return same.filter(withdrawn_at=None).exclude(pk=action.pk)
