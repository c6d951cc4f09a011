"""Decisions: in a session as it voted, or at once within the cap that the last session gave.

A decision, the money that it reserves or sets free, the state of the request and the letter are one transaction: a
server that is killed leaves all of it or nothing. The payment comes after, from the decision (`payments`).
"""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from ..organisations.context import because
from ..organisations.models import User
from ..pieces.once import says, written
from ..pieces.refusals import Refused, constraint_of, sentence
from . import budgets, letters, sessions
from .codes import MovementKind, State
from .models import (
    FinancialAidAgendaLine,
    FinancialAidDecision,
    FinancialAidRatification,
    FinancialAidRequest,
    FinancialAidSession,
)
from .queries import judged, last_resort
from .workflow import end, locked


def current(request: FinancialAidRequest) -> FinancialAidDecision | None:
    """The decision that holds: the one that no other corrects."""
    return request.financialaiddecisions.filter(corrected_by=None).select_related("letter").first()


@transaction.atomic
def decide(
    line: FinancialAidAgendaLine, *, key: UUID, by: User, granted: bool, reason: str, amount_cents: int = 0
) -> FinancialAidDecision:
    """What the session has decided of this line; where the request was decided before, a correction that names it.

    The same `key` again gives what it gave first. Raises `Refused` with what is missing: votes, money, a reason.
    """
    because("décision de la commission")
    amount_cents = amount_cents if granted else 0
    same = says(
        request_id=line.request_id, session_id=line.session_id, granted=granted, amount_cents=amount_cents,
        reason=reason,
    )  # fmt: skip
    if first := written(FinancialAidDecision, key, same):
        return first
    # The session before the request, as votes hold them.
    sessions.locked(line.session)
    held = FinancialAidRequest.objects.select_for_update(of=("self",)).get(pk=line.request_id)
    if first := written(FinancialAidDecision, key, same):
        return first
    if held.state == State.WITHDRAWN:
        raise Refused("Cette demande a été retirée.")
    before = current(held)
    if before and before.session_id == line.session_id:
        raise Refused("Cette séance a déjà décidé de cette demande.")
    if sessions.is_to_ratify(before):
        raise Refused("Cette aide urgente est à ratifier.")
    row = FinancialAidDecision(pk=key, session_id=line.session_id, granted=granted, corrects=before)
    return _write(held, row, amount_cents, reason, by)


@transaction.atomic
def decide_urgently(
    request: FinancialAidRequest, *, key: UUID, by: User, reason: str, amount_cents: int
) -> FinancialAidDecision:
    """Grant between two sessions, within the cap of the last one; the next one ratifies."""
    because("aide urgente")
    same = says(request_id=request.pk, session_id=None, granted=True, amount_cents=amount_cents, reason=reason)
    FinancialAidRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if first := written(FinancialAidDecision, key, same):
        return first
    held = locked(request)
    last = cap_of(held)
    if last is None:
        raise Refused("Aucune séance close n’a donné de plafond aux aides urgentes.")
    row = FinancialAidDecision(pk=key, delegated_by=last, granted=True)
    return _write(held, row, amount_cents, reason, by)


def cap_of(request: FinancialAidRequest) -> FinancialAidSession | None:
    """The last session that was closed: what it lets the service grant is its `urgent_cap_cents`."""
    return (
        FinancialAidSession.objects.filter(
            service_id=request.service_id, fund_id=request.fund_id, closed_at__isnull=False
        )
        .order_by("-held_on")
        .first()
    )


def _write(held: FinancialAidRequest, row: FinancialAidDecision, amount: int, reason: str, by: User):
    row.request, row.service_id, row.fund_id, row.decided_by = held, held.service_id, held.fund_id, by
    row.reason, row.amount_cents = reason, amount
    if row.granted:
        _refuse_too_much(held, amount)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(sentence(error), _FIELDS.get(constraint_of(error), "")) from None
    row.refresh_from_db(fields=["votes_for", "votes_against", "abstentions", "decided_at"])
    if row.corrects and row.corrects.granted:
        budgets.follow(row.corrects_id, MovementKind.RELEASE, by=by)
    if row.granted:
        where = (held.service_id, held.fund_id, timezone.localdate().year, held.category)
        budgets.reserve(*where, amount, cause=row.pk, by=by)
    end(held, State.GRANTED if row.granted else State.REFUSED)
    letters.write(row)
    return row


_FIELDS = {"aid_decision_has_a_reason": "reason", "aid_decision_within_the_cap": "amount"}


def _refuse_too_much(held: FinancialAidRequest, amount: int) -> None:
    if amount < 1:
        raise Refused("Écrivez le montant accordé : au moins un centime.", "amount")
    finding = judged(held, asked_first=last_resort(held))
    if finding.status != "yes":
        raise Refused(finding.reason)
    left = held.left_cents - sum(funder.amount_cents for funder in held.financialaidfunders.all())
    if amount > min(left, held.asked_cents):
        raise Refused("C’est plus que ce qui reste à payer, ou que ce qui est demandé.", "amount")


@transaction.atomic
def ratify(line: FinancialAidAgendaLine, *, by: User) -> FinancialAidRatification:
    """What the session voted of an urgent aid. Not ratified, it stays granted: the minutes say so."""
    because("ratification d’une aide urgente")
    held = sessions.locked(line.session)
    votes = list(line.votes.values_list("choice", flat=True))
    urgent = FinancialAidDecision.objects.filter(
        request_id=line.request_id, delegated_by__isnull=False, corrected_by=None
    )
    decision = urgent.first()
    if decision is None:
        raise Refused("Aucune aide urgente n’est à ratifier sur ce point.")
    if len(votes) < held.quorum:
        raise Refused("Le quorum n’est pas atteint sur ce point.")
    row, _ = FinancialAidRatification.objects.get_or_create(
        decision=decision,
        defaults={
            "request_id": line.request_id, "service_id": line.service_id, "fund_id": line.fund_id, "session": held,
            "ratified": votes.count("for") > votes.count("against"),
        },
    )  # fmt: skip
    return row
