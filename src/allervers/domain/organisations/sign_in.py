"""How often one may try a password: ten times in a quarter of an hour under one name, whether an account has it or not.

The tries are counted in the database, so that several processes, or a hundred requests at once, count together: the
row of a name is locked until the try is over. The name itself is not kept, as people type their password into the
wrong field; nor is it told, by a longer or a different answer, whether an account has it.
"""

import datetime
import logging

from django.db import connection
from django.utils import timezone
from django.utils.crypto import salted_hmac

from .models import SignInTries

MOST_TRIES = 10
WAIT = datetime.timedelta(minutes=15)

logger = logging.getLogger(__name__)


def may_try(username: str) -> bool:
    """Count one more try under this name; False when there were too many, and the password must not be looked at."""
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(
            """
            insert into organisations_signintries as known (name_digest, count, since) values (%s, 1, %s)
            on conflict (name_digest) do update set
              count = case when known.since <= %s then 1 else least(known.count, %s) + 1 end,
              since = case when known.since <= %s then excluded.since else known.since end
            returning count
            """,
            [_digest(username), now, now - WAIT, MOST_TRIES, now - WAIT],
        )
        count = cursor.fetchone()[0]
    if count > MOST_TRIES:
        logger.warning("sign-in refused: too many tries under one name")
    return count <= MOST_TRIES


def signed_in(username: str) -> None:
    """The password was right: the tries before it no longer count."""
    SignInTries.objects.filter(pk=_digest(username)).delete()


def forget_old_tries() -> None:
    """Those that hold nobody back any more."""
    SignInTries.objects.filter(since__lte=timezone.now() - WAIT).delete()


def _digest(username: str) -> str:
    return salted_hmac("allervers.sign_in", username.casefold(), algorithm="sha256").hexdigest()
