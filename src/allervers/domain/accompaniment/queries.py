"""What can be asked about accompaniments."""

from django.db.models import F, Max, Min, OuterRef, QuerySet, Subquery

from ..people.models import Person
from .codes import ActionStatus
from .models import Accompaniment, Action, Contact

UNDER_WAY = {"opened_on__isnull": False, "closed_on": None}


def under_way(fund_id: int) -> QuerySet[Accompaniment]:
    """The open accompaniments that a fund owns, whoever handles them."""
    return Accompaniment.objects.filter(fund_id=fund_id, **UNDER_WAY)


def entrusted(organisation_id: int) -> QuerySet[Accompaniment]:
    """The open accompaniments of other funds that an organisation handles."""
    return Accompaniment.objects.filter(handled_by_id=organisation_id, **UNDER_WAY)


def persons_entrusted(organisation_id: int) -> QuerySet[Person]:
    """The persons of the files that an organisation handles for other funds, closed ones included."""
    files = Accompaniment.objects.filter(handled_by_id=organisation_id)
    return Person.objects.filter(pk__in=files.values("person_id"))


def by_urgency(accompaniments: QuerySet[Accompaniment]) -> QuerySet[Accompaniment]:
    """What is due first comes first, then who has been without contact for longest.

    Each has `next_due_on`, of the actions still to do, and `last_contact_at`, of its contacts and attempts.
    """
    to_do = Action.objects.filter(accompaniment=OuterRef("pk"), status=ActionStatus.TO_DO).order_by()
    contacts = Contact.objects.filter(referral=OuterRef("referral")).order_by()
    return accompaniments.annotate(
        next_due_on=Subquery(to_do.values("accompaniment").annotate(first=Min("due_on")).values("first")),
        last_contact_at=Subquery(contacts.values("referral").annotate(last=Max("at")).values("last")),
    ).order_by(F("next_due_on").asc(nulls_last=True), F("last_contact_at").asc(nulls_first=True), "opened_on", "pk")
