"""The trail of how accounts sign in: written by the account itself, or by the administrator who changes its means."""

import datetime
import logging

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from ..organisations.models import User
from .models import CredentialEvent

What = CredentialEvent.What
KEPT = datetime.timedelta(days=365)

logger = logging.getLogger(__name__)


def note(account: User, what: What, *, by: User | None = None) -> None:
    """In the trail of the account, and in the journal of the server without saying whose."""
    CredentialEvent.objects.create(account=account, by=by or account, what=what)
    logger.info("credentials: %s", what.value)


def trail(account: User) -> QuerySet[CredentialEvent]:
    """The latest first; one's own, or those of an account that one manages."""
    return CredentialEvent.objects.filter(account=account).select_related("by")


def forget_old() -> None:
    """Those of more than a year; the application itself can delete none."""
    with connection.cursor() as cursor:
        cursor.execute("select forget_credential_events(%s)", [timezone.now() - KEPT])
