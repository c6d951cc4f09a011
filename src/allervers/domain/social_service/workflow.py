"""What can happen to a request made to a social service.

| transition | from     | to       | needs                                                                        |
|------------|----------|----------|------------------------------------------------------------------------------|
| refer      |          | waiting  | a fund that has a social service, an axis or offer of that day, an agreement |
| answer     | waiting  | ended    | informed, oriented (where to), declined, unreachable                          |
| answer     | waiting  | under way | booked: a worker of the service and a moment that is free                     |
| settle     | planned  | held, no-show, cancelled | an interview; what was pressed wrong is corrected               |

Who may is checked by `permissions`; the database refuses whoever is not of the service. `Refused` holds a French
sentence.
"""

import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from allervers.law.fields import SituationError
from allervers.law.social_service import needs

from ..organisations.context import because
from ..organisations.models import Organisation, Service, User
from ..organisations.roles import Role
from ..organisations.services import members_of, serving
from ..people.models import Identity, Person
from ..pieces.once import once, says
from ..pieces.refusals import Refused, sentence
from ..referrals.codes import DetectorFamily, InternalCategory
from ..referrals.workflow import detector_of
from .codes import FOLLOWING, Answer, Origin, State
from .models import SocialServiceFile, SocialServiceInterview, SocialServiceReferral
from .queries import known

NO_SERVICE = (
    "Cette caisse n’a pas dit quel service social reçoit ses assurés. Prévenez la personne qui gère les comptes."
)
_IDENTITY = [field.name for field in Identity._meta.fields]


def origin_of(user: User) -> str:
    """Whose request it is, from who writes it; a member of the service writes what a person asked by telephone."""
    family, category = detector_of(user)
    if user.role in (Role.SOCIAL_SERVICE_DESK, Role.SOCIAL_WORKER):
        return Origin.PERSON
    if family == DetectorFamily.PARTNER:
        return Origin.PARTNER
    if family == DetectorFamily.HEALTH_PROFESSIONAL:
        return Origin.HEALTH_PROFESSIONAL
    if user.role in (Role.ADVISER, Role.MANAGER):
        return Origin.MISSION
    return Origin.MEDICAL_SERVICE if category == InternalCategory.MEDICAL_SERVICE else Origin.OTHER_SERVICE


def identity_of(person: Person) -> dict:
    """What a request from the page of a person takes over, the NIR as it is stored."""
    return {name: getattr(person, name) for name in _IDENTITY}


@transaction.atomic
def refer(
    fund: Organisation,
    *,
    key: UUID,
    author: User,
    axis: str,
    offer: str,
    what_for: str,
    agreed_on: datetime.date,
    identity: dict,
    person: Person | None = None,
    received_at: datetime.datetime | None = None,
) -> tuple[SocialServiceReferral, bool]:
    """Ask the social service that receives the fund's insured persons: what is kept, and whether it was written now.

    `identity`: fields of `Identity`. Raises `Refused` where the fund has no service, the axis or offer is none of that
    day, or the agreement comes after the request.
    """
    because("demande au service social")
    received_at = received_at or timezone.now()
    service = serving(fund.pk, Service.Kind.SOCIAL_SERVICE)
    if service is None:
        raise Refused(NO_SERVICE)
    day = timezone.localdate(received_at)
    try:
        possible = {(need.axis, need.offer) for need in needs(day)}
    except SituationError:
        raise Refused("Les axes du service social ne sont pas connus avant 2019.", "need") from None
    if (axis, offer) not in possible:
        raise Refused("Choisissez ce que le service social propose à cette date.", "need")
    if agreed_on > day:
        raise Refused("La personne donne son accord avant la demande, ou le même jour.", "agreed_on")
    said = {"fund_id": fund.pk, "service_id": service.pk, "author_id": author.pk, "axis": axis, "offer": offer}
    said |= {"what_for": what_for, "agreed_on": agreed_on, "person_id": person and person.pk}
    row = SocialServiceReferral(pk=key, received_at=received_at, origin=origin_of(author), **said, **identity)
    content = {name: value for name, value in identity.items() if not name.startswith("nir_")}
    return once(row, says(**said, **content))


@transaction.atomic
def answer(
    referral: SocialServiceReferral,
    *,
    key: UUID,
    by: User,
    answer: str,
    analysis: str = "",
    oriented_to: str = "",
    worker: User | None = None,
    starts_at: datetime.datetime | None = None,
    minutes: int = 45,
    way: str = "",
) -> SocialServiceFile:
    """The first level's answer, written once. A person whom the fund knows without a doubt is joined to the request.

    Raises `Refused` where it was answered otherwise meanwhile, or where a booking lacks its worker or moment.
    """
    because("réponse du premier niveau du service social")
    held = SocialServiceReferral.objects.select_for_update(of=("self",)).get(pk=referral.pk)
    if first := SocialServiceFile.objects.filter(referral=held).first():
        if first.pk == key:
            return first
        raise Refused(f"Cette demande a déjà sa réponse : {first.get_answer_display().lower()}.")
    found = known(held)
    if held.person_id is None and found.person_id:
        held.person_id = found.person_id
        held.save(update_fields=["person"])
    booked = answer == Answer.BOOKED
    made = SocialServiceFile(
        pk=key,
        fund_id=held.fund_id,
        service_id=held.service_id,
        referral=held,
        known=bool(found.earlier),
        analysis=analysis,
        answer=answer,
        oriented_to=oriented_to if answer == Answer.ORIENTED else "",
        answered_by=by,
        worker=worker if booked else None,
        ended_on=None if booked else timezone.localdate(),
    )
    if answer == Answer.ORIENTED and not oriented_to:
        raise Refused("Dites vers quel organisme la personne est orientée.", "oriented_to")
    if booked and (worker is None or starts_at is None or not way):
        raise Refused("Dites avec qui, quand et comment la personne est reçue.", "worker")
    made.save(force_insert=True)
    if booked:
        plan(made, key=key, worker=worker, starts_at=starts_at, minutes=minutes, way=way)
    return made


@transaction.atomic
def plan(
    file: SocialServiceFile, *, key: UUID, worker: User, starts_at: datetime.datetime, minutes: int, way: str
) -> SocialServiceInterview:
    """An interview to come with a worker of the service; the same `key` again gives what it gave first."""
    because("entretien prévu")
    if not members_of(file.service).filter(pk=worker.pk, role=Role.SOCIAL_WORKER).exists():
        raise Refused("Choisissez un assistant de service social de votre service.", "worker")
    said = {"file_id": file.pk, "worker_id": worker.pk, "way": way, "starts_at": starts_at}
    if not SocialServiceInterview.objects.filter(pk=key).exists() and starts_at <= timezone.now():
        raise Refused("Un entretien se prévoit pour plus tard : cette heure est passée.", "starts_on")
    row = SocialServiceInterview(
        pk=key,
        fund_id=file.fund_id,
        service_id=file.service_id,
        ends_at=starts_at + datetime.timedelta(minutes=minutes),
        **said,
    )
    try:
        with transaction.atomic():
            return once(row, says(**said))[0]
    except IntegrityError as error:
        raise Refused(sentence(error), "starts_on") from None


@transaction.atomic
def settle(interview: SocialServiceInterview, state: str) -> SocialServiceInterview:
    """What became of an interview. Twice changes nothing; pressed wrong, the other one corrects."""
    because(f"entretien : {State(state).label.lower()}")
    found = SocialServiceInterview.objects.select_for_update(of=("self",)).get(pk=interview.pk)
    if found.state == state:
        return found
    if state not in FOLLOWING[State(found.state)]:
        raise Refused(f"Cet entretien est déjà noté « {State(found.state).label.lower()} ».")
    if state in (State.HELD, State.NO_SHOW) and found.starts_at > timezone.now():
        raise Refused("Cet entretien n’a pas commencé : on ne sait pas encore si la personne viendra.")
    found.state, found.settled_at = state, timezone.now()
    found.save(update_fields=["state", "settled_at"])
    return found
