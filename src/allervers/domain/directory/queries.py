"""What is asked of the directory: structures near a fund, what it knows of them, and questions that wait."""

import datetime

from django.db.models import CharField, Exists, F, Func, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat
from django.utils import timezone

from ..organisations.models import Organisation, User
from .models import Acquaintance, Pair, Structure
from .reading import NETWORKS

STALE = datetime.timedelta(days=365)
"""Longer ago, a confirmation no longer puts a structure first."""


def fund_of(user: User) -> Organisation | None:
    """The fund of whoever looks: their own, or that to which their organisation reports."""
    organisation = user.organisation
    return organisation if organisation.kind == Organisation.Kind.FUND else organisation.local_fund


def departments() -> list[str]:
    """Those in which the directory has structures."""
    found = Structure.objects.exclude(department="").filter(gone_since=None)
    return list(found.order_by("department").values_list("department", flat=True).distinct())


def structures_in(department: str) -> QuerySet[Structure]:
    """Those of a department that their source still has, each once: of two that somebody called the same, that which
    was updated last. Without a department, all."""
    found = Structure.objects.filter(gone_since=None)
    if department:
        found = found.filter(department=department)
    as_second = Pair.objects.filter(second=OuterRef("pk"), is_same=True, first__gone_since=None)
    as_first = Pair.objects.filter(first=OuterRef("pk"), is_same=True, second__gone_since=None)
    return found.exclude(Exists(as_second.filter(first__updated_on__gte=OuterRef("updated_on")))).exclude(
        Exists(as_first.filter(second__updated_on__gt=OuterRef("updated_on")))
    )


def saying(structures: QuerySet[Structure], text: str) -> QuerySet[Structure]:
    """Those whose name, commune, address or network says each of these words, whatever the accents."""
    said = Concat(
        *("name", Value("\n"), "municipality", Value("\n"), "postal_code", Value("\n"), "address"),
        output_field=CharField(),
    )
    structures = structures.annotate(said=Func(said, function="unaccent"))
    for word in text.split():
        meant = [code for code, label in NETWORKS.items() if word.lower() in label.lower()]
        structures = structures.annotate(wanted=Func(Value(word), function="unaccent")).filter(
            Q(said__icontains=F("wanted")) | Q(networks__overlap=meant) | Q(networks__contains=[word.lower()])
        )
    return structures


def known_first(structures: QuerySet[Structure], fund: Organisation | None, today: datetime.date):
    """Those that this fund found right within a year come first."""
    fresh = Acquaintance.objects.filter(structure=OuterRef("pk"), fund=fund, confirmed_on__gt=today - STALE)
    return structures.annotate(is_fresh=Exists(fresh)).order_by("-is_fresh", "name", "id")


def acquaintance(fund: Organisation | None, structure: Structure) -> Acquaintance | None:
    """What this fund knows of it."""
    found = Acquaintance.objects.filter(fund=fund, structure=structure)
    return found.select_related("referent", "confirmed_by").first()


def is_stale(known: Acquaintance | None, today: datetime.date | None = None) -> bool:
    """Nobody of the fund found it right within a year."""
    if known is None or known.confirmed_on is None:
        return True
    return known.confirmed_on <= (today or timezone.localdate()) - STALE


def same_as(structure: Structure) -> QuerySet[Structure]:
    """The lines that somebody called the same as this one."""
    firsts = Pair.objects.filter(second=structure, is_same=True).values("first_id")
    seconds = Pair.objects.filter(first=structure, is_same=True).values("second_id")
    return Structure.objects.filter(Q(pk__in=firsts) | Q(pk__in=seconds))


def questions(department: str) -> QuerySet[Pair]:
    """Pairs of this department that nobody answered, the surest first. Without a department, of all."""
    order = {"sure": 0, "likely": 1, "uncertain": 2}
    found = Pair.objects.filter(is_same=None, first__gone_since=None, second__gone_since=None)
    if department:
        found = found.filter(first__department=department)
    found = found.select_related("first", "second")
    ranked = Func(
        Value(list(order)), F("likeness"), function="array_position", template="array_position(%(expressions)s)"
    )
    return found.annotate(rank=ranked).order_by("rank", "first__name", "id")
