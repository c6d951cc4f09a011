"""Access tokens: by which a program reads, in the name of an account, what that account may read.

The text of a token is shown once and only its hash is kept. It lives at most a year, ends with its account, and opens
the API alone, never a screen.
"""

import datetime
import hashlib
import secrets

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from ..pieces.refusals import Refused
from .models import AccessToken, User

PREFIX = "allervers_"
LONGEST = datetime.timedelta(days=365)
MOST_AT_ONCE = 5


@transaction.atomic
def create_token(account: User, *, purpose: str, expires_on: datetime.date) -> tuple[AccessToken, str]:
    """The token and its text, 256 bits at random, which cannot be read again afterwards."""
    today = timezone.localdate()
    if not today < expires_on <= today + LONGEST:
        raise Refused("Un jeton dure un jour au moins et un an au plus.")
    # One at a time for one account: two requests at once do not pass the limit together.
    User.objects.select_for_update(of=("self",)).get(pk=account.pk)
    if usable_tokens(account).count() >= MOST_AT_ONCE:
        raise Refused(f"Vous avez déjà {MOST_AT_ONCE} jetons. Révoquez celui qui ne sert plus.")
    text = PREFIX + secrets.token_urlsafe(32)
    token = AccessToken.objects.create(account=account, purpose=purpose, expires_on=expires_on, digest=_digest(text))
    return token, text


def tokens_of(account: User) -> QuerySet[AccessToken]:
    """Every token of an account, the newest first."""
    return AccessToken.objects.filter(account=account).order_by("-created_at")


def usable_tokens(account: User) -> QuerySet[AccessToken]:
    return tokens_of(account).filter(revoked_at__isnull=True, expires_on__gte=timezone.localdate())


def revoke(token: AccessToken) -> None:
    """From the very next request on, it opens nothing. Revoked twice, it keeps its first date."""
    AccessToken.objects.filter(pk=token.pk, revoked_at__isnull=True).update(revoked_at=timezone.now())


def account_of(text: str) -> User | None:
    """The account in whose name this token speaks today; None for a text that opens nothing.

    Asked before anybody is known, hence of a database function (`use_access_token`) which tells nothing but that, and
    notes the day of use. An account whose password somebody else made may not speak through a program either.
    """
    if not text.startswith(PREFIX) or len(text) > 100:
        return None
    with connection.cursor() as cursor:
        cursor.execute("select use_access_token(%s, %s)", [_digest(text), timezone.localdate()])
        account_id = cursor.fetchone()[0]
    if account_id is None:
        return None
    return User.objects.filter(pk=account_id, is_active=True, password_is_provisional=False).first()


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
