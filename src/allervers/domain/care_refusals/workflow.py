"""What can happen to a report of a refusal of care.

| transition   | from    | to       | needs                                                                    |
|--------------|---------|----------|--------------------------------------------------------------------------|
| report       |         | received | a fund with a mediation service; what happened                           |
| take         | any     | in hand  | a member without a link with the parties; ended, it opens again          |
| declare_link | any     | same     | a member, for themselves: the file is theirs no more, nor shown to them  |
| identify     | in hand | in hand  | who the professional is: name, place, RPPS with its key; the answers too |
| resolve      | in hand | resolved | whether the care was obtained, and on which day                          |
| close        | in hand | closed   | why nothing more is done                                                 |

What is gathered, asked and sent meanwhile is `handling`. Who may is checked by `permissions`; the database refuses
whoever is not of the service. `Refused` holds a French sentence.
"""

import datetime
import secrets
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from ..organisations.context import because
from ..organisations.models import Organisation, Service, User
from ..organisations.roles import Role
from ..organisations.services import serving
from ..people.models import Person
from ..people.visits import ALPHABET
from ..pieces.once import once, says
from ..pieces.refusals import Refused, constraint_of, sentence
from ..referrals.codes import DetectorFamily
from ..referrals.models import Referral
from ..referrals.workflow import detector_of
from . import rpps
from .codes import OBTAINED, Origin, State
from .models import CareRefusal, CareRefusalLink
from .queries import person_of_referral

NO_SERVICE = (
    "Cette caisse n’a pas dit quel service traite les refus de soins. Prévenez la personne qui gère les comptes."
)
WRONG_RPPS = "Ce numéro RPPS n’est pas valable : onze chiffres, dont une clé. Relisez-le."
_FIELDS = {"care_refusal_happened_before_it_was_told": "happened_on", "care_refusal_is_told": "account_of_it"}


def new_reference() -> str:
    """« RS-7K4M-92QX »: read aloud; says nothing of anybody."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"RS-{drawn[:4]}-{drawn[4:]}"


def origin_of(user: User, *, asked_by_person: bool) -> str:
    """Who reports, as the yearly return counts it: the person, where the account writes what they ask."""
    if asked_by_person:
        return Origin.PERSON
    family, _ = detector_of(user)
    if family == DetectorFamily.PARTNER:
        return Origin.PARTNER
    return Origin.HEALTH_PROFESSIONAL if family == DetectorFamily.HEALTH_PROFESSIONAL else Origin.AGENT


@transaction.atomic
def report(
    fund: Organisation,
    *,
    key: UUID,
    author: User,
    person: Person | None = None,
    referral: Referral | None = None,
    **said,
) -> tuple[CareRefusal, bool]:
    """Report a refusal to the mediation of the fund: what is kept, and whether it was written now.

    Of a person, or of whoever a referral is about. `said`: fields of the report. The same `key` again gives what it
    gave first. Raises `Refused` where the fund has no service, or what is said cannot be.
    """
    because("refus de soins signalé")
    person_id = person.pk if person else person_of_referral(referral.pk)
    said |= {"author_id": author.pk, "person_id": person_id, "referral_id": referral and referral.pk}
    return write(fund, key, said)


def write(fund: Organisation, key: UUID, said: dict) -> tuple[CareRefusal, bool]:
    """Keep a new report, in the context that may."""
    service = serving(fund.pk, Service.Kind.MEDIATION)
    if service is None:
        raise Refused(NO_SERVICE)
    said = said | {"fund_id": fund.pk, "service_id": service.pk, "rpps": checked(said.get("rpps", ""))}
    happened = said.get("happened_on")
    if happened and happened > timezone.localdate():
        raise Refused("Un refus n’est pas arrivé à une date à venir.", "happened_on")
    row = CareRefusal(pk=key, reference=new_reference(), **said)
    try:
        with transaction.atomic():
            return once(row, says(**said))
    except IntegrityError as error:
        raise Refused(sentence(error), _FIELDS.get(constraint_of(error), "")) from None


def checked(typed: str) -> str:
    """An RPPS number as it is kept, or nothing; raises `Refused` where its key is wrong."""
    number = rpps.tidied(typed)
    if number and not rpps.is_valid(number):
        raise Refused(WRONG_RPPS, "rpps")
    return number


def locked(refusal: CareRefusal) -> CareRefusal:
    """The row as it is now, held until the end; raises `Refused` where nobody has it in hand."""
    held = held_row(refusal)
    if held.state != State.IN_HAND:
        raise Refused(f"Ce dossier est « {held.get_state_display().lower()} » : prenez-le d’abord en charge.")
    return held


def held_row(refusal: CareRefusal) -> CareRefusal:
    """Held until the end, whatever its state."""
    held = CareRefusal.objects.select_for_update(of=("self",)).filter(pk=refusal.pk).first()
    if held is None:
        raise Refused("Ce dossier ne vous est plus ouvert.")
    return held


@transaction.atomic
def take(refusal: CareRefusal, *, by: User) -> CareRefusal:
    """The mediator answers for it from now on; one that ended is opened again. Twice is once.

    Raises `Refused` for whoever declared a link with a party, or has the names of the person.
    """
    because("refus de soins pris en charge")
    held = held_row(refusal)
    if held.state == State.IN_HAND and held.holder_id == by.pk:
        return held
    if held.state != State.IN_HAND:
        held.ended_on, held.care_obtained, held.obtained_on, held.end_reason = None, "", None, ""
    held.holder, held.state = by, State.IN_HAND
    return _saved(held, "holder", "state", "ended_on", "care_obtained", "obtained_on", "end_reason")


@transaction.atomic
def declare_link(refusal: CareRefusal, kind: str, *, by: User) -> None:
    """This member knows a party: from now on neither this file is shown to them, nor another of the same party."""
    because("lien déclaré avec une partie")
    held = held_row(refusal)
    if held.holder_id == by.pk:
        held.holder = None
        _saved(held, "holder")
    row = CareRefusalLink(
        refusal_id=held.pk, service_id=held.service_id, fund_id=held.fund_id, account=by, kind=kind
    )  # fmt: skip
    CareRefusalLink.objects.bulk_create([row], ignore_conflicts=True)


@transaction.atomic
def identify(refusal: CareRefusal, **said) -> CareRefusal:
    """Who the professional is, and what was still unknown of the answers. Raises `Refused` for a wrong RPPS number."""
    because("refus de soins complété")
    held = locked(refusal)
    said["rpps"] = checked(said.get("rpps", held.rpps))
    for name, value in said.items():
        setattr(held, name, value)
    return _saved(held, *said)


@transaction.atomic
def resolve(refusal: CareRefusal, *, care_obtained: str, obtained_on: datetime.date | None) -> CareRefusal:
    """It ends with what became of the care; said again, it is corrected."""
    because("refus de soins résolu")
    held = held_row(refusal)
    if held.state not in (State.IN_HAND, State.RESOLVED):
        raise Refused("Prenez ce dossier en charge avant de dire ce qu’est devenu le soin.")
    if not care_obtained:
        raise Refused("Dites si le soin a été obtenu : sans cela un dossier n’est pas résolu.", "care_obtained")
    obtained_on = obtained_on if care_obtained in OBTAINED else None
    if care_obtained in OBTAINED:
        began = held.happened_on or held.received_on
        if obtained_on is None or not began <= obtained_on <= timezone.localdate():
            raise Refused("Indiquez le jour du soin : entre le refus et aujourd’hui.", "obtained_on")
    held.care_obtained, held.obtained_on = care_obtained, obtained_on
    return _ended(held, State.RESOLVED, "care_obtained", "obtained_on")


@transaction.atomic
def close(refusal: CareRefusal, *, reason: str) -> CareRefusal:
    """Nothing more is done, and why; nothing is said of the care."""
    because("refus de soins clos sans suite")
    held = locked(refusal)
    held.end_reason = reason
    return _ended(held, State.CLOSED, "end_reason")


def _ended(held: CareRefusal, state: State, *fields: str) -> CareRefusal:
    held.state, held.ended_on = state, held.ended_on or timezone.localdate()
    return _saved(held, "state", "ended_on", *fields)


def _saved(held: CareRefusal, *fields: str) -> CareRefusal:
    try:
        with transaction.atomic():
            held.save(update_fields=list(fields))
    except IntegrityError as error:
        raise Refused(sentence(error), _FIELDS.get(constraint_of(error), "")) from None
    return held


def writes_for_persons(user: User) -> bool:
    """Whether the account may write what a person asks for themselves: those who meet them inside the fund."""
    return user.role not in (Role.PARTNER, Role.HEALTH_PROFESSIONAL)
