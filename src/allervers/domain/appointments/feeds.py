"""The address by which an agent's own calendar program reads their agenda, until they revoke it."""

import datetime
import hashlib
import secrets

from django.db import connection, transaction
from django.utils import timezone

from ..organisations.context import acting_as, because
from ..organisations.models import User
from . import ical
from .models import Appointment, CalendarFeed
from .permissions import BOOK

BACK = datetime.timedelta(days=30)
AHEAD = datetime.timedelta(days=366)


def of_account(account: User) -> CalendarFeed | None:
    """The one that is open, if there is one."""
    return CalendarFeed.objects.filter(account=account, revoked_at=None).first()


@transaction.atomic
def create(account: User) -> str:
    """A new address, whose secret is told here alone; the one before opens nothing any more."""
    because("abonnement à l’agenda")
    # One at a time for one account.
    User.objects.select_for_update(of=("self",)).get(pk=account.pk)
    revoke(account)
    text = secrets.token_urlsafe(32)
    CalendarFeed.objects.create(account=account, digest=_digest(text))
    return text


def revoke(account: User) -> None:
    """From the very next request on, it opens nothing."""
    CalendarFeed.objects.filter(account=account, revoked_at=None).update(revoked_at=timezone.now())


def read(text: str) -> bytes | None:
    """The agenda that an address opens: a month back, a year ahead; None for a text that opens nothing."""
    with connection.cursor() as cursor:
        cursor.execute("select calendar_feed_account(%s, %s)", [_digest(text), timezone.localdate()])
        account_id = cursor.fetchone()[0]
    account = account_id and User.objects.filter(pk=account_id).select_related("organisation").first()
    if not account or not account.may(BOOK):
        return None
    now = timezone.now()
    with acting_as(account, "agenda lu par un programme"):
        mine = Appointment.objects.filter(
            fund_id=account.organisation_id, agent=account, starts_at__gt=now - BACK, starts_at__lt=now + AHEAD
        )
        return ical.agenda(mine.select_related("fund", "opening__place", "opening__room"))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
