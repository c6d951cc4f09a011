"""What can happen to a protection (decision 0096). Each is a function of the database, which asks who asks.

| transition | from      | to        | who may                              | needs                       |
|------------|-----------|-----------|--------------------------------------|-----------------------------|
| protect    |           | protected | adviser, manager of the fund         | a danger, and what it is    |
| name       | protected | protected | those named, managers of the fund    | at least one account        |
| read       | protected | protected | those named                          | why; it is written and told |
| end        | protected |           | those named, managers of the fund    | why                         |
"""

import json
from collections.abc import Iterable
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from ..organisations.context import because
from ..organisations.models import User
from ..outbox.codes import State
from ..outbox.models import Message
from ..outbox.workflow import settle
from ..people.models import Person
from ..pieces.refusals import AlreadyUsed, Refused, constraint_of
from .models import Protection

ALREADY = "Cette personne est déjà protégée. Ouvrez sa page."
NOBODY = "Laissez au moins une personne qui puisse lire les coordonnées, ou levez la protection."
WITHDRAWN = "la personne est protégée : rien ne lui part automatiquement"


@transaction.atomic
def protect(person: Person, *, key: UUID, danger: str, note: str, keepers: Iterable[User]) -> None:
    """From now on only the account that asks and these `keepers` read how the person is reached; messages that wait do
    not leave. The same `key` again changes nothing. Raises `Refused` where another protection lasts already,
    `AlreadyUsed` where the `key` is that of one that ended."""
    because("personne protégée")
    try:
        with transaction.atomic():
            _call("select protect_person(%s, %s, %s, %s, %s)", key, person.pk, danger, note, _keys(keepers))
    except IntegrityError as error:
        if constraint_of(error) == "protection_one_at_once":
            raise Refused(ALREADY) from None
        if constraint_of(error) == "protection_protection_pkey":
            raise AlreadyUsed from None
        raise
    for message in Message.objects.select_for_update().filter(person=person, state=State.WAITING):
        settle(message, State.WITHDRAWN, WITHDRAWN)


@transaction.atomic
def name(protection: Protection, keepers: Iterable[User]) -> None:
    """These accounts read from now on, and no others. Raises `Refused` where nobody would be left."""
    try:
        with transaction.atomic():
            _call("select protection_keepers(%s, %s)", protection.pk, _keys(keepers))
    except IntegrityError as error:
        if constraint_of(error) != "protection_has_a_keeper":
            raise
        raise Refused(NOBODY, "keepers") from None


@transaction.atomic
def read(protection: Protection, why: str) -> list[tuple[str, dict[str, str]]]:
    """What is sealed: table of origin and column → value, those of the person's own page first. The reading is
    written before anything is given."""
    found = _call("select source, kept from protected_contacts(%s, %s)", protection.pk, why)
    said = [(source, json.loads(kept)) for source, kept in found]
    return sorted(said, key=lambda row: row[0] != Person._meta.db_table)


@transaction.atomic
def end(protection: Protection, why: str) -> None:
    """Everything goes back to where it stood. Who read, and why, stays written."""
    because("protection levée")
    _call("select protection_end(%s, %s)", protection.pk, why)


def _keys(accounts: Iterable[User]) -> list[int]:
    return [account.pk for account in accounts]


def _call(statement: str, *values) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, list(values))
        return cursor.fetchall()
