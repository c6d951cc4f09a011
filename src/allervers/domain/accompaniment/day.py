"""What the files of an account ask of it today: actions due, calls to try again, what others wrote since."""

import datetime
from collections.abc import Collection
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from ..organisations.models import Organisation, User
from ..referrals.models import Referral
from ..referrals.queries import inbox
from .codes import ActionStatus, ContactResult
from .hands import stands_in_for
from .models import Accompaniment, Action, Contact
from .queries import entrusted, under_way


def files(user: User, today: datetime.date) -> QuerySet[Accompaniment]:
    """The open files that the account answers for: its own in a fund; elsewhere those entrusted to its body. One that
    is paused asks for nothing."""
    of_fund = user.organisation.kind == Organisation.Kind.FUND
    mine = (
        under_way(user.organisation_id).filter(stands_in_for(user, today))
        if of_fund
        else entrusted(user.organisation_id)
    )
    return mine.filter(Q(paused_on=None) | Q(pause_until__lte=today))


def tried(user: User) -> QuerySet[Referral]:
    """The referrals that still wait, of whose person this account noted a contact or an attempt."""
    mine = Contact.objects.filter(author=user).values("referral_id")
    return inbox(user.organisation_id).filter(pk__in=mine)


def due(accompaniments: Collection[UUID], today: datetime.date) -> QuerySet[Action]:
    """The actions that are to be done by today, the latest first."""
    waiting = Action.objects.filter(accompaniment_id__in=accompaniments, status=ActionStatus.TO_DO, due_on__lte=today)
    return waiting.order_by("due_on", "created_at")


def last_contacts(referrals: Collection[UUID]) -> QuerySet[Contact]:
    """The latest contact, or attempt, of each referral that has one."""
    found = Contact.objects.filter(referral_id__in=referrals).select_related("author")
    return found.order_by("referral_id", "-at", "-created_at").distinct("referral_id")


def to_call_since(last: Contact) -> datetime.date | None:
    """The day since which the person is to be called again after this contact; None where nothing says so.

    It is the day that was said; else, where the person was not reached, the day after. False details are corrected
    first, not called again.
    """
    if last.next_on:
        return last.next_on
    if last.result in (ContactResult.NO_ANSWER, ContactResult.MESSAGE_LEFT):
        return timezone.localdate(last.at) + datetime.timedelta(days=1)
    return None


def contacts_of_others(user: User, referrals: Collection[UUID], since: datetime.datetime) -> QuerySet[Contact]:
    """The contacts that somebody else noted since, the latest first."""
    found = Contact.objects.filter(_of_others(user), referral_id__in=referrals, created_at__gt=since)
    return found.select_related("author").order_by("-created_at")


def actions_of_others(user: User, accompaniments: Collection[UUID], since: datetime.datetime) -> QuerySet[Action]:
    """The actions that somebody else added since, the latest first."""
    found = Action.objects.filter(_of_others(user), accompaniment_id__in=accompaniments, created_at__gt=since)
    return found.select_related("author").order_by("-created_at")


def _of_others(user: User) -> Q:
    return ~Q(author=user) | Q(author=None)
