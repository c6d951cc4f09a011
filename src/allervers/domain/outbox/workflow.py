"""What can happen to a message before and after it leaves; how it leaves is in leaving.py (decision 0036)."""

import datetime
import uuid
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from ..organisations.models import Organisation, User
from ..people.models import Person
from ..pieces.refusals import AlreadyUsed, Refused
from .addresses import address_of, digest
from .codes import Channel, State
from .models import Message, Opposition, StoppedAddress
from .templates import Template, secrets

# An adviser who sees a slip takes the message back meanwhile.
GRACE = datetime.timedelta(minutes=1)
USEFUL = datetime.timedelta(days=2)

NO_ADDRESS = {
    Channel.SMS: "Le dossier n’a pas de numéro de mobile. Corrigez les coordonnées, ou choisissez un autre moyen.",
    Channel.EMAIL: "Le dossier n’a pas d’adresse électronique. Corrigez les coordonnées, ou choisissez un autre moyen.",
}
OPPOSED = {
    Channel.SMS: "La personne a demandé à ne plus recevoir de SMS. Appelez-la, ou choisissez un autre moyen.",
    Channel.EMAIL: "La personne a demandé à ne plus recevoir de courriel. Appelez-la, ou choisissez un autre moyen.",
}

PROTECTED = "Cette personne est protégée : aucun message ne lui part d’ici. Voyez avec qui peut lire ses coordonnées."


@transaction.atomic
def write(
    person: Person,
    template: Template,
    *,
    message_id: uuid.UUID,
    cause: str,
    channel: str,
    language: str,
    values: dict[str, str],
    author: User | None,
    window: tuple[datetime.datetime, datetime] | None = None,
) -> Message:
    """Put a message into the outbox, in the transaction of its cause. The same one again is given back.

    `window`: not before, and of no use after; by default from a minute later, for two days.
    Raises `Refused` where the person cannot or does not want to be reached so, `AlreadyUsed` where the cause or the
    identifier has another message already.
    """
    why_not = not_reachable(person, channel)
    if why_not:
        raise Refused(why_not, "channel")
    begin = timezone.now() + GRACE
    leave_after, useless_after = window or (begin, begin + USEFUL)
    said = {
        "person_id": person.pk,
        "kind": template.code,
        "cause": cause,
        "channel": channel,
        "language": language,
        "subject": template.subject(language) if channel == Channel.EMAIL else "",
        "text": template.filled(language, values),
        "author": author,
    }
    # The unique key makes a second one wait for the first, and then find it.
    made = Message(id=message_id, fund_id=person.fund_id, leave_after=leave_after, useless_after=useless_after, **said)
    Message.objects.bulk_create([made], ignore_conflicts=True)
    message = Message.objects.filter(pk=message_id).first()
    if message is None or any(getattr(message, name) != value for name, value in said.items()):
        raise AlreadyUsed("Un autre message a déjà été écrit ici. Relisez, puis envoyez de nouveau si c’est utile.")
    return message


def not_reachable(person: Person, channel: str) -> str:
    """A French sentence that says why this person gets no message by this channel; empty where nothing forbids it."""
    if person.protected_since:
        return PROTECTED
    address = address_of(person, channel)
    if not address:
        return NO_ADDRESS[Channel(channel)]
    return OPPOSED[Channel(channel)] if is_opposed(person.fund_id, channel, address) else ""


def is_opposed(fund_id: int, channel: str, address: str) -> bool:
    """Whoever has this number or address: a person, or nobody whom the fund knew, asked for no message by it."""
    return bool(opposed(fund_id, [digest(address)]) & {(channel, digest(address))})


def opposed(fund_id: int, digests: Iterable[bytes] | None = None) -> set[tuple[str, bytes]]:
    """Channel and digest of the addresses of the fund that get nothing; of all of them, or among these."""
    among = {} if digests is None else {"address_digest__in": list(digests)}
    found = [
        kept.objects.filter(fund_id=fund_id, lifted_at=None, **among).values_list("channel", "address_digest")
        for kept in (Opposition, StoppedAddress)
    ]
    return {(channel, bytes(address)) for rows in found for channel, address in rows}


def stop_address(fund: Organisation, channel: str, address: bytes) -> None:
    """This number or address said STOP: from now on nothing leaves to it. Said twice, it is kept once."""
    StoppedAddress.objects.bulk_create(
        [StoppedAddress(fund=fund, channel=channel, address_digest=address)], ignore_conflicts=True
    )


@transaction.atomic
def withdraw(message_id: uuid.UUID, author: User) -> None:
    """Take back a message that has not left. Raises `Refused` once it has."""
    message = Message.objects.select_for_update().get(pk=message_id)
    if message.state == State.WITHDRAWN:
        return
    if message.state != State.WAITING:
        raise Refused("Ce message est déjà parti : il ne peut plus être retiré.")
    settle(message, State.WITHDRAWN, f"retiré par {author}")


@transaction.atomic
def say_what_became(message_id: uuid.UUID, *, arrived: bool, author: User) -> None:
    """Somebody knows what became of a message of which the carrier did not say it."""
    message = Message.objects.select_for_update().get(pk=message_id)
    if message.state != State.UNKNOWN:
        raise Refused("On sait déjà ce que ce message est devenu.")
    if arrived:
        settle(message, State.SENT, f"reçu, dit {author}")
    else:
        settle(message, State.FAILED, f"jamais reçu, dit {author}")


def settle(message: Message, state: State, why: str = "") -> None:
    """Its last state, with the reason."""
    message.state, message.why, message.settled_at = state, why[:200], timezone.now()
    forget_secret(message)
    message.save(update_fields=["state", "why", "settled_at", "text"])


def forget_secret(message: Message) -> None:
    """A text that opens something is kept no longer than it may still leave."""
    if message.kind in secrets():
        message.text = ""


@transaction.atomic
def stop(person: Person, channel: str, author: User | None) -> None:
    """The person wants no message by this channel any more: nothing that waits leaves, to nobody with this address.

    Raises `Refused` where there is no address to which it could apply.
    """
    address = address_of(person, channel)
    if not address:
        raise Refused(NO_ADDRESS[Channel(channel)])
    Opposition.objects.bulk_create(
        [
            Opposition(
                fund_id=person.fund_id,
                person_id=person.pk,
                channel=channel,
                address_digest=digest(address),
                author=author,
            )
        ],
        ignore_conflicts=True,
    )
    for message in Message.objects.select_for_update().filter(person=person, channel=channel, state=State.WAITING):
        settle(message, State.WITHDRAWN, "la personne ne veut plus de message")


@transaction.atomic
def lift(person: Person, channel: str, author: User) -> None:
    """The person wants messages again."""
    address = address_of(person, channel)
    Opposition.objects.filter(
        fund_id=person.fund_id, channel=channel, address_digest=digest(address), lifted_at=None
    ).update(lifted_at=timezone.now(), lifted_by=author)
    StoppedAddress.objects.filter(
        fund_id=person.fund_id, channel=channel, address_digest=digest(address), lifted_at=None
    ).update(lifted_at=timezone.now())
