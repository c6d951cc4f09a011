"""Group work: several persons whom the service follows meet it together.

| transition | from    | to          | needs                                                       |
|------------|---------|-------------|-------------------------------------------------------------|
| meet       |         | to come     | an axis of that day, two to forty places                    |
| join       |         | expected    | a file under way of the service, a place that is left       |
| settle     | expected | came, absent | the meeting has begun; pressed wrong, the other corrects   |
"""

import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from allervers.law.social_service import needs

from ..organisations.context import because
from ..organisations.models import Service, User
from ..organisations.services import services_of
from ..pieces.once import once, says
from ..pieces.refusals import Refused, sentence
from .models import SocialServiceFile, SocialServiceGroup, SocialServiceParticipant
from .plans import held_open


@transaction.atomic
def meet(
    service: Service, *, key: UUID, author: User, title: str, axis: str, place: str, starts_at: datetime.datetime,
    capacity: int,
) -> SocialServiceGroup:  # fmt: skip
    """A meeting to come; the same key again gives what it gave first."""
    because("réunion de groupe")
    if starts_at <= timezone.now() and not SocialServiceGroup.objects.filter(pk=key).exists():
        raise Refused("Une réunion se prévoit pour plus tard : cette heure est passée.", "starts_on")
    if axis not in {need.axis for need in needs(timezone.localdate(starts_at))}:
        raise Refused("Choisissez un axe du service social à cette date.", "axis")
    said = {"service_id": service.pk, "title": title, "axis": axis, "place": place, "starts_at": starts_at}
    said |= {"capacity": capacity}
    return once(SocialServiceGroup(pk=key, author=author, **said), says(**said))[0]


@transaction.atomic
def join(group: SocialServiceGroup, file: SocialServiceFile) -> SocialServiceParticipant:
    """The person takes a place. Twice is once; the last place is given once."""
    because("réunion de groupe : inscription")
    held = SocialServiceGroup.objects.select_for_update(of=("self",)).get(pk=group.pk)
    found = held_open(file)
    if found.service_id != held.service_id:
        raise Refused("Ce dossier est d’un autre service.")
    if there := SocialServiceParticipant.objects.filter(group=held, file=found).first():
        return there
    taken = set(held.participants.values_list("seat", flat=True))
    seat = min(set(range(1, held.capacity + 1)) - taken, default=None)
    if seat is None:
        raise Refused("Cette réunion est complète.")
    try:
        with transaction.atomic():
            return SocialServiceParticipant.objects.create(
                fund_id=found.fund_id, service_id=found.service_id, group=held, capacity=held.capacity, seat=seat,
                file=found,
            )  # fmt: skip
    except IntegrityError as error:
        raise Refused(sentence(error)) from None


@transaction.atomic
def settle(participant: SocialServiceParticipant, *, came: bool) -> SocialServiceParticipant:
    """Whether the person came."""
    because("réunion de groupe : présence")
    found = SocialServiceParticipant.objects.select_for_update(of=("self",)).select_related("group").get(
        pk=participant.pk
    )  # fmt: skip
    if found.group.starts_at > timezone.now():
        raise Refused("Cette réunion n’a pas commencé : on ne sait pas encore qui viendra.")
    if found.came is not came:
        found.came, found.settled_at = came, timezone.now()
        found.save(update_fields=["came", "settled_at"])
    return found


def of_services(account: User) -> QuerySet[SocialServiceGroup]:
    """The meetings of the services of this account, the next one first, with how many are expected and came."""
    found = SocialServiceGroup.objects.filter(service__in=services_of(account))
    expected, came = Count("participants"), Count("participants", filter=Q(participants__came=True))
    return found.annotate(expected=expected, came=came).order_by("-starts_at")
