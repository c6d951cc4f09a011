"""Reports without an account or a name: written by anybody, followed with a code.

The code follows from the identifier that was minted with the form and from a secret that is not in the database: the
same form sent twice shows the same code, and a copy of the database lets nobody find one. Its keyed hash is kept.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from ..organisations import sign_in
from ..organisations.context import acting_for
from ..organisations.models import Organisation
from ..people.visits import ALPHABET, LENGTH, typed
from .codes import Agreement, Origin, Recipient, State
from .models import CareRefusal, CareRefusalConsent
from .workflow import write

# Within a quarter of an hour. A place may be a desk where many people come.
MOST_FROM_A_PLACE = 20
MOST_IN_ALL = 500


@dataclass(frozen=True)
class Followed:
    """All that whoever holds the code is told."""

    state: State
    received_on: date
    ended_on: date | None


def _secret(what: str, text: str) -> bytes:
    return hmac.new(settings.NIR_HASH_KEY.encode(), f"care refusal {what} {text}".encode(), hashlib.sha256).digest()


def code_of(key: UUID) -> str:
    """The code of the report that a form writes."""
    number = int.from_bytes(_secret("code", str(key)))
    return "".join(ALPHABET[number // len(ALPHABET) ** place % len(ALPHABET)] for place in range(LENGTH))


def digest_of(code: str) -> bytes:
    return _secret("followed", typed(code))


def may_try(what: str, place: str | None) -> bool:
    """Count one more report, or one more code, from this network address (None: not known); False for too many."""
    limits = {sign_in.counted_under(what): MOST_IN_ALL}
    if place:
        limits[sign_in.counted_under(what, sign_in.network(place))] = MOST_FROM_A_PLACE
    return sign_in.may_try(sign_in.Try(limits, ()), what=what)


def report(fund: Organisation, *, key: UUID, tell_professional: bool, **said) -> CareRefusal:
    """Keep what somebody tells without saying who they are. The same `key` again gives what it gave first.

    `tell_professional`: whether the professional may be told, without a name; nobody else is. Raises `Refused` where
    the fund has no mediation service, `AlreadyUsed` where the key holds something else.
    """
    digest = digest_of(code_of(key))
    with acting_for(fund, "refus de soins signalé sans compte"), transaction.atomic():
        said |= {"origin": Origin.ANONYMOUS, "follow_digest": digest, "received_on": timezone.localdate()}
        made, now = write(fund, key, said)
        if now:
            CareRefusalConsent.objects.bulk_create([_consent(made, tell_professional)])
        return made


def _consent(made: CareRefusal, tell: bool) -> CareRefusalConsent:
    return CareRefusalConsent(
        refusal=made, service_id=made.service_id, fund_id=made.fund_id, number=1, recipient=Recipient.PROFESSIONAL,
        agreement=Agreement.UNNAMED if tell else Agreement.REFUSED, said_on=made.received_on,
    )  # fmt: skip


def followed(code: str) -> Followed | None:
    """What the holder of a code is told; None where no report has it."""
    with connection.cursor() as cursor:
        cursor.execute("select state, received_on, ended_on from follow_care_refusal(%s)", [digest_of(code)])
        found = cursor.fetchone()
    return found and Followed(State(found[0]), found[1], found[2])
