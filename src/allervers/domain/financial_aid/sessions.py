"""The commission: it is convened, its members take their seats, the agenda is laid, they vote, it closes with minutes.

Decisions are `deciding`. The database refuses a vote on one's own file, a decision without its quorum or against its
votes, and any change of a session that is closed.
"""

import datetime
import hashlib
from collections.abc import Iterable
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from allervers.law.wording import euros
from allervers.messaging.letters import render

from ..documents import workflow as documents
from ..documents.intake import Paper
from ..organisations.context import because
from ..organisations.models import Organisation, Service, User
from ..organisations.roles import Role
from ..organisations.services import members_of, services_of
from ..pieces.once import once, says
from ..pieces.refusals import Refused, sentence
from .codes import PaymentState, State
from .models import (
    FinancialAidAgendaLine,
    FinancialAidDecision,
    FinancialAidLink,
    FinancialAidRatification,
    FinancialAidRequest,
    FinancialAidSeat,
    FinancialAidSession,
    FinancialAidVote,
)
from .queries import holding_ame, judged, last_resort

TEMPLATE = "aid_minutes.typ"
CLOSED = "Cette séance est close : elle ne change plus."
NOT_HELD = "Cette séance n’a pas encore eu lieu : elle se clôt le jour même ou après."


def of_services(account: User) -> QuerySet[FinancialAidSession]:
    """The sessions of the account's services, the latest first."""
    return FinancialAidSession.objects.filter(service__in=services_of(account))


def voters(session: FinancialAidSession) -> QuerySet[User]:
    """The members of the commission, by name: who examines does not vote."""
    return members_of(session.service).filter(role=Role.AID_COMMISSION_MEMBER).order_by("last_name", "pk")


@transaction.atomic
def convene(
    service: Service, fund: Organisation, *, key: UUID, held_on: datetime.date, quorum: int, urgent_cap_cents: int
) -> FinancialAidSession:
    """A session to come; one a day. The same `key` again gives what it gave first."""
    because("séance de la commission convoquée")
    said = {"held_on": held_on, "quorum": quorum, "urgent_cap_cents": urgent_cap_cents}
    row = FinancialAidSession(pk=key, service=service, fund=fund, **said)
    try:
        with transaction.atomic():
            return once(row, says(**said))[0]
    except IntegrityError as error:
        raise Refused(sentence(error), "held_on") from None


def locked(session: FinancialAidSession) -> FinancialAidSession:
    """The session held until the end; raises `Refused` where it is closed."""
    # The policy lets nobody change a closed one, so that it is not found here.
    held = FinancialAidSession.objects.select_for_update(of=("self",)).filter(pk=session.pk).first()
    if held is None:
        raise Refused(CLOSED)
    return held


@transaction.atomic
def seat(session: FinancialAidSession, member: User) -> None:
    """A member is there. Twice is once."""
    because("membre présent à la commission")
    held = locked(session)
    if not voters(held).filter(pk=member.pk).exists():
        raise Refused("Ce compte n’est pas membre de la commission.")
    row = FinancialAidSeat(session=held, service_id=held.service_id, fund_id=held.fund_id, account=member)
    FinancialAidSeat.objects.bulk_create([row], ignore_conflicts=True)


@transaction.atomic
def lay_agenda(session: FinancialAidSession) -> int:
    """Put on the agenda what may be decided, and the urgent aids to ratify; how many lines are new.

    A request may be decided when the law says that it may be granted; whoever reads the agenda sees no name.
    """
    because("ordre du jour de la commission")
    held = locked(session)
    there = set(held.lines.values_list("request_id", flat=True))
    of_service = FinancialAidRequest.objects.filter(service_id=held.service_id, fund_id=held.fund_id)
    waiting = of_service.filter(state=State.OPEN).prefetch_related("financialaidfunders")
    ame = holding_ame([each.person_id for each in waiting], timezone.localdate())
    found = [
        each
        for each in waiting
        if judged(each, asked_first=last_resort(each), ame=each.person_id in ame).status == "yes"
    ]
    found += [decision.request for decision in to_ratify(held.service_id)]
    new = [request for request in found if request.pk not in there]
    FinancialAidAgendaLine.objects.bulk_create(
        FinancialAidAgendaLine(
            session=held, service_id=held.service_id, fund_id=held.fund_id, request=request, place=place
        )
        for place, request in enumerate(new, len(there) + 1)
    )
    return len(new)


@transaction.atomic
def put(session: FinancialAidSession, request: FinancialAidRequest, *, why: str = "") -> FinancialAidAgendaLine:
    """Put one request on the agenda; `why` says for what reason its decision is looked at again, where there is one."""
    because("ordre du jour de la commission")
    held = locked(session)
    line, _ = FinancialAidAgendaLine.objects.get_or_create(
        session=held, request=request, service_id=held.service_id, fund_id=held.fund_id,
        defaults={"place": held.lines.count() + 1, "review_reason": why},
    )  # fmt: skip
    return line


def to_come(service_id: int) -> QuerySet[FinancialAidSession]:
    """The sessions of a service that a request may still be put to, the nearest first."""
    coming = FinancialAidSession.objects.filter(closed_at=None, held_on__gte=timezone.localdate())
    return coming.filter(service_id=service_id).order_by("held_on")


@transaction.atomic
def review(session: FinancialAidSession, request: FinancialAidRequest, *, why: str) -> FinancialAidAgendaLine:
    """Put a request that was granted or refused on an agenda to come: what is decided there corrects the decision.

    Twice is once. Raises `Refused` where nothing was decided, the aid is paid or leaving, another session that is
    open looks at it already, or the session is not to come.
    """
    # The session before the request, as decisions hold them.
    held = locked(session)
    asked = FinancialAidRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if not to_come(asked.service_id).filter(pk=held.pk).exists():
        raise Refused("Choisissez une séance à venir.", "session")
    if asked.state not in (State.GRANTED, State.REFUSED):
        raise Refused("Seule une demande accordée ou refusée se réexamine.")
    decision = asked.financialaiddecisions.get(corrected_by=None)
    if is_to_ratify(decision):
        raise Refused("Cette aide urgente est à ratifier : elle vient d’elle-même à l’ordre du jour.")
    if decision.payments.filter(state__in=[PaymentState.SENT, PaymentState.PAID]).exists():
        raise Refused("Cette aide est déjà payée, ou partie pour la banque : elle ne se corrige plus.")
    if held.decisions.filter(pk=decision.pk).exists():
        raise Refused("C’est cette séance qui a décidé : choisissez-en une autre.", "session")
    if already := asked.financialaidagendalines.filter(session__closed_at=None).exclude(
        session__decisions__request=asked
    ).first():  # fmt: skip
        if already.session_id == held.pk and already.review_reason == why:
            return already
        day = already.session.held_on
        raise Refused(f"Cette demande est déjà à l’ordre du jour de la séance du {day:%d/%m/%Y}.")
    return put(held, asked, why=why)


def _unratified() -> QuerySet[FinancialAidDecision]:
    """The urgent decisions that hold, and that no session has looked at yet."""
    return FinancialAidDecision.objects.filter(delegated_by__isnull=False, ratification=None, corrected_by=None)


def to_ratify(service_id: int) -> QuerySet[FinancialAidDecision]:
    """Those of a service, the oldest first."""
    return _unratified().filter(service_id=service_id).select_related("request")


def with_what_is_to_ratify(lines: QuerySet[FinancialAidAgendaLine]) -> QuerySet[FinancialAidAgendaLine]:
    """Each line with `to_ratify`: its request has an urgent aid to ratify, whether it came before the line or after."""
    return lines.annotate(to_ratify=Exists(_unratified().filter(request=OuterRef("request"))))


def lines_of(session: FinancialAidSession) -> QuerySet[FinancialAidAgendaLine]:
    """The agenda, in order."""
    return with_what_is_to_ratify(session.lines.select_related("request"))


def is_to_ratify(decision: FinancialAidDecision | None) -> bool:
    """Read now."""
    return decision is not None and _unratified().filter(pk=decision.pk).exists()


@transaction.atomic
def declare_link(request: FinancialAidRequest, member: User, kind: str, *, by: User) -> None:
    """This person is the member, or a relative: they vote on none of the person's requests. Twice is once."""
    because("lien déclaré par un membre de la commission")
    row = FinancialAidLink(
        fund_id=request.fund_id, person_id=request.person_id, service_id=request.service_id, account=member, kind=kind,
        declared_by=by,
    )  # fmt: skip
    FinancialAidLink.objects.bulk_create([row], ignore_conflicts=True)


def linked(member: User, persons: Iterable[UUID]) -> set[UUID]:
    """Those of these persons with whom the member declared a link."""
    found = FinancialAidLink.objects.filter(account=member, person_id__in=list(persons))
    return set(found.values_list("person_id", flat=True))


def ratified_in(session: FinancialAidSession) -> QuerySet[FinancialAidRatification]:
    """What a session said of urgent aids."""
    return FinancialAidRatification.objects.filter(session=session)


@transaction.atomic
def vote(line: FinancialAidAgendaLine, choice: str, *, by: User) -> FinancialAidVote:
    """What a member says of a line, once. Raises `Refused` on their own file or a relative's, or without a seat."""
    because("vote de la commission")
    said = {"line": line, "account": by}
    first = FinancialAidVote.objects.filter(**said).first()
    if first and first.choice != choice:
        raise Refused("Vous avez déjà voté sur ce point : un vote ne change pas.")
    if first:
        return first
    row = FinancialAidVote(
        service_id=line.service_id, fund_id=line.fund_id, request_id=line.request_id, choice=choice, **said
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(sentence(error)) from None
    return row


@transaction.atomic
def close(session: FinancialAidSession, *, by: User) -> FinancialAidSession:
    """Write the minutes, keep them with their digest, and close. Again, nothing more.

    Raises `Refused` before its day, while an urgent aid waits for its ratification, or too few sit; `OSError` where
    the minutes cannot be kept, and then nothing is written.
    """
    because("séance de la commission close")
    held = FinancialAidSession.objects.select_for_update(of=("self",)).filter(pk=session.pk).first()
    if held is None:
        return FinancialAidSession.objects.get(pk=session.pk)
    if held.held_on > timezone.localdate():
        raise Refused(NOT_HELD)
    if held.financialaidseats.count() < held.quorum:
        raise Refused("Le quorum n’est pas atteint : cette séance ne peut pas se tenir, donc pas se clore.")
    if waiting := to_ratify(held.service_id).count():
        raise Refused(f"{waiting} aide{'s' * (waiting > 1)} urgente{'s' * (waiting > 1)} à ratifier avant de clore.")
    pdf = render(TEMPLATE, minutes_of(held), held.held_on)
    held.minutes = documents.keep(
        Paper(pdf, 1), document_id=held.pk, fund_id=held.fund_id, author=by,
        digest=documents.digest_of([pdf], held.fund_id), service_id=held.service_id,
    )  # fmt: skip
    held.minutes_sha256, held.closed_at = hashlib.sha256(pdf).hexdigest(), timezone.now()
    held.save(update_fields=["minutes", "minutes_sha256", "closed_at"])
    return held


def minutes_of(session: FinancialAidSession) -> dict:
    """What the minutes say: members, and each line by its reference, never by a name."""
    seats = session.financialaidseats.select_related("account").order_by("account__last_name", "pk")
    lines = session.lines.select_related("request").prefetch_related("votes")
    decided = {each.request_id: each for each in session.decisions.all()}
    ratified = {each.request_id: each for each in ratified_in(session)}
    return {
        "fund": str(session.fund),
        "service": str(session.service),
        "date": session.held_on.isoformat(),
        "quorum": session.quorum,
        "cap": euros(session.urgent_cap_cents),
        "members": [str(seat.account) for seat in seats],
        "lines": [_told(line, decided.get(line.request_id), ratified.get(line.request_id)) for line in lines],
    }


def _told(line: FinancialAidAgendaLine, decision: FinancialAidDecision | None, ratification) -> dict:
    votes = [vote.choice for vote in line.votes.all()]
    counted = f"{votes.count('for')} pour, {votes.count('against')} contre, {votes.count('abstain')} abstention(s)"
    if ratification:
        outcome = "Aide urgente ratifiée" if ratification.ratified else "Aide urgente non ratifiée"
    elif decision is None:
        outcome = "Reportée"
    else:
        outcome = f"Accordée : {euros(decision.amount_cents)}" if decision.granted else "Refusée"
    return {
        "reference": line.request.reference,
        "category": line.request.get_category_display(),
        "asked": euros(line.request.asked_cents),
        "votes": counted,
        "outcome": outcome,
        "corrects": bool(decision and decision.corrects_id),
        "review": line.review_reason,
        "reason": decision.reason if decision else "",
    }
