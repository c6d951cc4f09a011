"""From the request of a person to the copy in their hands, once.

| transition | from     | to        | who may                               | needs                                    |
|------------|----------|-----------|---------------------------------------|------------------------------------------|
| ask        |          | waiting   | the person; the officer for them      | who they are was checked; one at a time  |
| prepare    | waiting  | ready     | the job                               |                                          |
| deliver    | ready    | delivered | the person alone; the officer         | how, and by whom                       |
| forget     | any      |           | the job                               | an hour after delivery, or a month     |

The row is the queue: what a job that was killed left undone is still waiting, and what it had done is there whole.
"""

import datetime
import hashlib
import logging
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models.expressions import RawSQL
from django.utils import timezone

from allervers.law.data_protection import answer_due_on

from ..documents.sealing import new_key, seal, unseal
from ..organisations.context import acting_for, because
from ..organisations.encryption import unwrap, wrap
from ..organisations.models import Organisation, User
from ..people.models import Person
from ..pieces.once import once, says, written
from ..pieces.refusals import Refused, constraint_of
from .codes import Delivery, Identity, Way
from .composing import compose
from .models import AccessCopy, AccessRequest

logger = logging.getLogger(__name__)

KEPT = datetime.timedelta(days=30)
# Both files are taken in that time; then nothing of the copy is left here.
KEPT_ONCE_DELIVERED = datetime.timedelta(hours=1)
WHY = "copie des données d’une personne"
ALREADY = "Une demande de cette personne est déjà en cours : sa copie répondra aux deux."
NOT_READY = "La copie n’est pas encore prête : elle est faite en quelques minutes."
FORGOTTEN = "Cette copie n’est plus gardée. Une nouvelle demande en fait une autre."


@transaction.atomic
def ask(
    person: Person, *, key: UUID, way: str, identity: str, asked_on: datetime.date, by: User | None
) -> AccessRequest:
    """Write down that the person asks for their data; the same `key` again changes nothing. Raises `Refused`."""
    because("demande d’accès aux données")
    said = {"person_id": person.pk, "way": way, "identity": identity, "asked_on": asked_on}
    if before := written(AccessRequest, key, says(**said)):
        return before
    if asked_on > timezone.localdate():
        raise Refused("La demande est arrivée aujourd’hui ou avant.", "asked_on")
    row = AccessRequest(id=key, fund_id=person.fund_id, author=by, due_on=answer_due_on(asked_on), **said)
    try:
        with transaction.atomic():
            return once(row, says(**said))[0]
    except IntegrityError as error:
        if constraint_of(error) != "access_request_one_at_once":
            raise
        raise Refused(ALREADY) from None


def ask_by_the_person(person: Person, *, key: UUID) -> AccessRequest:
    """The same from the person's own page, in the context of their fund."""
    today = timezone.localdate()
    return ask(person, key=key, way=Way.OWN_PAGE, identity=Identity.OWN_PAGE, asked_on=today, by=None)


def run() -> int:
    """Make the copies that wait and forget those that are no longer kept, fund after fund; how many were made."""
    made = 0
    for fund in Organisation.objects.filter(pk__in=RawSQL("select fund_id from funds_with_access_requests()", ())):
        with acting_for(fund, WHY):
            forget()
        made += _prepare_all(fund)
    return made


def _prepare_all(fund: Organisation) -> int:
    """One transaction each: one that fails holds up no other, and stays on the officer's list with its day."""
    with acting_for(fund, WHY):
        waiting = list(AccessRequest.objects.filter(prepared_at=None, closed_at=None).values_list("pk", flat=True))
    made = 0
    for pk in waiting:
        try:
            with acting_for(fund, WHY):
                made += prepare(pk)
        except Exception:
            logger.exception("the copy of access request %s could not be made", pk)
    return made


@transaction.atomic
def prepare(pk: UUID) -> bool:
    """Make the copy of one request, sealed; False where another job has it, or had it."""
    waiting = AccessRequest.objects.filter(pk=pk, prepared_at=None, closed_at=None)
    request = waiting.select_for_update(skip_locked=True, of=("self",)).first()
    if request is None:
        return False
    content = compose(request, Person.objects.select_related("fund").get(pk=request.person_id))
    key = new_key()
    sealed = b"".join(seal(content, key, request.pk))
    AccessCopy.objects.create(request=request, fund_id=request.fund_id, sealed=sealed, key_wrapped=wrap(key))
    request.prepared_at = timezone.now()
    request.expires_at = request.prepared_at + KEPT
    request.digest = hashlib.sha256(content).hexdigest()
    request.save(update_fields=["prepared_at", "expires_at", "digest"])
    return True


def content_of(request: AccessRequest) -> bytes:
    """The machine-readable file. Raises `Refused` where it is not there yet, or not any more."""
    if request.prepared_at is None:
        raise Refused(NOT_READY)
    copy = AccessCopy.objects.get(request=request)
    if request.expires_at <= timezone.now() or not copy.key_wrapped:
        raise Refused(FORGOTTEN)
    return unseal(bytes(copy.sealed), unwrap(copy.key_wrapped), request.pk)


@transaction.atomic
def deliver(request: AccessRequest, *, delivery: str, by: User | None) -> AccessRequest:
    """The copy is in the person's hands: once, with its day. Again it changes nothing. Raises `Refused`."""
    because("copie des données remise")
    request = AccessRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if request.delivered_at is not None:
        return request
    if request.prepared_at is None:
        raise Refused(NOT_READY)
    if request.closed_at is not None or request.expires_at <= timezone.now():
        raise Refused(FORGOTTEN)
    now = timezone.now()
    request.delivered_at = request.closed_at = now
    request.delivery, request.delivered_by = Delivery(delivery), by
    request.expires_at = now + KEPT_ONCE_DELIVERED
    request.save(update_fields=["delivered_at", "closed_at", "delivery", "delivered_by", "expires_at"])
    return request


@transaction.atomic
def forget() -> int:
    """Blank the copies of the context's fund that are no longer kept; one that nobody came for is closed with it."""
    now = timezone.now()
    over = AccessRequest.objects.filter(expires_at__lte=now)
    blanked = AccessCopy.objects.filter(request__in=over).exclude(key_wrapped=b"").update(sealed=b"", key_wrapped=b"")
    over.filter(closed_at=None).update(closed_at=now)
    return blanked
