"""What a service can ask of its files. Row-level security narrows everything to the services of the account."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from ..organisations.models import User
from ..organisations.services import services_of
from .models import SocialServiceContact, SocialServiceFile, SocialServiceInterview, SocialServiceReferral


def of_services(account: User) -> QuerySet[SocialServiceReferral]:
    """The requests made to the services of this account, the longest waiting first; its own to other services are not
    among them."""
    return SocialServiceReferral.objects.filter(service__in=services_of(account))


def waiting(account: User) -> QuerySet[SocialServiceReferral]:
    """Those that nobody answered yet."""
    return of_services(account).filter(queued__isnull=False)


def under_way(account: User) -> QuerySet[SocialServiceFile]:
    """The files that are not ended, with their request."""
    files = SocialServiceFile.objects.filter(service__in=services_of(account), ended_on=None)
    return files.select_related("referral__fund", "worker")


def sent_by(account: User) -> QuerySet[SocialServiceReferral]:
    """What this account asked, the latest first."""
    return SocialServiceReferral.objects.filter(author=account).select_related("service").order_by("-received_at")


def coming(account: User) -> QuerySet[SocialServiceInterview]:
    """The interviews of this worker that nobody said the outcome of, the first one first."""
    mine = SocialServiceInterview.objects.filter(worker=account, state="planned")
    return mine.select_related("file__referral")


@dataclass(frozen=True)
class Known:
    """Who a request may be about: the fund's person who is exactly that one, and earlier requests to the service."""

    person_id: object | None
    earlier: list[SocialServiceReferral]


def known(referral: SocialServiceReferral) -> Known:
    """Whether the person is known to the fund, and to the service. Three queries.

    The fund's persons are not shown to a service of another body: the database compares (`social_service_known`), and
    gives an identifier only where the NIR is the same, or birth name, first name and birth date, of one person alone.
    """
    with connection.cursor() as cursor:
        cursor.execute("select social_service_known(%s)", [referral.pk])
        (person_id,) = cursor.fetchone()
        cursor.execute("select social_service_earlier(%s)", [referral.pk])
        earlier = [pk for (pk,) in cursor.fetchall()]
    found = SocialServiceReferral.objects.filter(pk__in=earlier).select_related("file").order_by("-received_at")
    return Known(person_id, list(found))


def contacts_since(persons: Collection[UUID], since: datetime.date) -> QuerySet[SocialServiceContact]:
    """All that the fund is told: on which days the service had a contact with these persons, from that day on."""
    return SocialServiceContact.objects.filter(person_id__in=persons, on__gte=since)
