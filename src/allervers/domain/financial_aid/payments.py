"""Paying what was granted: a file for the bank, made once, and what the bank answers, line by line.

| what      | needs                                                                                              |
|-----------|----------------------------------------------------------------------------------------------------|
| set_payee | an IBAN that is one; where it replaces another, somebody else confirms it                           |
| make      | grants that no live payment pays, each with an account; the file and its lines are one transaction |
| reconcile | a return file whose every line is one of ours, of the same amount; else nothing is written         |

A decision is whole before anything is paid: a server killed in between leaves a grant that the next batch pays. Two
batches at once pay each grant once (`aid_payment_one_alive`).
"""

import datetime
import hashlib
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import zip_longest
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from sepaxml import SepaTransfer
from stdnum import bic, iban
from stdnum.exceptions import ValidationError
from xmlschema import XMLSchema

from allervers.law.wording import euros
from allervers.publishing.formats import kind_of

from ..imports.reading import cells_of
from ..imports.refusals import Refusals
from ..organisations.context import because
from ..organisations.encryption import decrypt, encrypt
from ..organisations.models import Organisation, Service, User
from ..organisations.services import services_of
from ..pieces.once import once, says, written
from ..pieces.refusals import Refused, sentence
from .codes import MovementKind, PaymentState, State
from .models import (
    FinancialAidBatch,
    FinancialAidDecision,
    FinancialAidMovement,
    FinancialAidPayee,
    FinancialAidPayment,
    FinancialAidRequest,
)
from .pieces import CONFIRMED_BY_ANOTHER
from .queries import place_of

SCHEMA = "pain.001.001.03"
HEADER = ["reference", "montant", "etat", "date", "motif"]
_ALIVE = (PaymentState.SENT, PaymentState.PAID)
_AMOUNT = re.compile(r"\d{1,10}(?:[.,]\d{1,2})?")
MOST_LINES = 20_000
MOST_VALIDATED = 500


def read_iban(typed: str) -> str:
    """An IBAN without spaces. Raises `Refused` with what to do."""
    try:
        return iban.validate(typed)
    except ValidationError:
        raise Refused("Cet IBAN n’est pas valable. Recopiez-le du relevé d’identité bancaire.", "iban") from None


@transaction.atomic
def set_payee(
    request: FinancialAidRequest, *, key: UUID, by: User, kind: str, name: str, typed_iban: str
) -> FinancialAidPayee:
    """To which account this request is paid; the one before stays written. The same `key` again changes nothing.

    Raises `AlreadyUsed` where another account, or another name, was written with this `key`.
    """
    because("compte à payer d’une aide")
    number = read_iban(typed_iban)
    held = FinancialAidRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    same = says(request_id=held.pk, kind=kind, name=name, iban=number)
    if first := written(FinancialAidPayee, key, same):
        return first
    if held.state in (State.REFUSED, State.WITHDRAWN):
        raise Refused(f"Cette demande est {held.get_state_display().lower()} : rien ne sera payé.")
    row = FinancialAidPayee(
        pk=key, request=held, service_id=held.service_id, fund_id=held.fund_id, kind=kind, name=name,
        iban_encrypted=encrypt(number), iban_end=number[-4:], replaces=payee_of(held), entered_by=by,
    )  # fmt: skip
    return once(row, same)[0]


def payee_of(request: FinancialAidRequest) -> FinancialAidPayee | None:
    """The account that holds: the one that no other replaces."""
    return request.financialaidpayees.filter(replaced_by=None).select_related("entered_by", "confirmed_by").first()


@transaction.atomic
def confirm(payee: FinancialAidPayee, *, by: User) -> None:
    """A second person has compared a changed account with its proof. Twice is once."""
    because("compte à payer confirmé")
    if payee.confirmed_by_id:
        return
    if payee.entered_by_id == by.pk:
        raise Refused(CONFIRMED_BY_ANOTHER)
    # Whoever confirms at the same moment finds nothing left to confirm.
    FinancialAidPayee.objects.filter(pk=payee.pk, confirmed_by=None).update(confirmed_by=by)


def to_pay(service_id: int, fund_id: int) -> QuerySet[FinancialAidDecision]:
    """The grants that hold and that no live payment pays, with their account if there is one."""
    alive = FinancialAidPayment.objects.filter(decision=OuterRef("pk"), state__in=_ALIVE)
    holding = FinancialAidDecision.objects.filter(
        service_id=service_id, fund_id=fund_id, granted=True, corrected_by=None, request__state=State.GRANTED
    )
    return holding.filter(~Exists(alive)).select_related("request").order_by("decided_at", "pk")


def to_pay_by(account: User) -> QuerySet[FinancialAidDecision]:
    """What is to be paid by the account's service, for its fund; nothing where it belongs to none."""
    try:
        service, fund = place_of(account)
    except Refused:
        return FinancialAidDecision.objects.none()
    return to_pay(service.pk, fund.pk)


def batches_of(account: User) -> QuerySet[FinancialAidBatch]:
    """The batches of the account's services, the latest first, without their bytes."""
    return FinancialAidBatch.objects.filter(service__in=services_of(account)).defer("content_encrypted")


@dataclass(frozen=True)
class Debtor:
    """The fund's own account."""

    name: str
    iban: str
    bic: str

    def checked(self) -> "Debtor":
        """As the bank reads it. Raises `Refused`."""
        try:
            return Debtor(self.name, read_iban(self.iban), bic.validate(self.bic))
        except ValidationError:
            raise Refused(
                "Ce BIC n’est pas valable : 8 ou 11 caractères, sur le relevé du compte payeur.", "bic"
            ) from None


@transaction.atomic
def make(
    service: Service, fund: Organisation, debtor: Debtor, *, key: UUID, by: User, execute_on: datetime.date
) -> FinancialAidBatch:
    """Pay all that can be: a batch with its lines and its bytes. The same `key` again gives the same batch.

    Grants whose account is missing or waits for its confirmation stay for the next one. Raises `Refused` where nothing
    is to be paid.
    """
    because("lot de virements d’aides")
    debtor = debtor.checked()
    same = says(
        service_id=service.pk, fund_id=fund.pk, execute_on=execute_on, debtor_name=debtor.name,
        debtor_iban=debtor.iban, debtor_bic=debtor.bic,
    )  # fmt: skip
    if first := written(FinancialAidBatch, key, same):
        return first
    if execute_on < timezone.localdate():
        raise Refused("Un virement ne s’exécute pas à une date passée.", "execute_on")
    waiting = to_pay(service.pk, fund.pk).values("request_id")
    # Held before they are read: a batch, or a correction, that is being written is waited for.
    held = FinancialAidRequest.objects.filter(pk__in=waiting).order_by("pk").select_for_update(of=("self",))
    held = list(held.values_list("pk", flat=True))
    # The same form, sent at the same moment, has written its batch meanwhile.
    if first := written(FinancialAidBatch, key, same):
        return first
    # What was granted since is not held: it stays for the next batch.
    due = list(to_pay(service.pk, fund.pk).filter(request__in=held))
    payees = {
        payee.request_id: payee
        for payee in FinancialAidPayee.objects.filter(request__in=[each.request_id for each in due], replaced_by=None)
        if payee.is_usable
    }
    due = [each for each in due if each.request_id in payees]
    if not due:
        raise Refused("Rien n’est à payer : aucune aide accordée n’a de compte prêt.")
    batch = FinancialAidBatch(
        pk=key, service=service, fund=fund, made_by=by, execute_on=execute_on, debtor_name=debtor.name,
        debtor_iban=debtor.iban, debtor_bic=debtor.bic, count=len(due), total_cents=sum(d.amount_cents for d in due),
    )  # fmt: skip
    payments = [_line(batch, decision, payees[decision.request_id]) for decision in due]
    content = _file(batch, payments)
    batch.content_encrypted, batch.sha256 = encrypt(content.decode()), hashlib.sha256(content).hexdigest()
    try:
        with transaction.atomic():
            kept, is_new = once(batch, same)
            if not is_new:
                return kept
            FinancialAidPayment.objects.bulk_create(payments, batch_size=1_000)
    except IntegrityError as error:
        raise Refused(sentence(error)) from None
    return batch


def _line(batch: FinancialAidBatch, decision: FinancialAidDecision, payee: FinancialAidPayee) -> FinancialAidPayment:
    return FinancialAidPayment(
        request=decision.request, service_id=batch.service_id, fund_id=batch.fund_id, batch=batch, decision=decision,
        payee=payee, amount_cents=decision.amount_cents,
        # 35 signs at most; the same grant sent again after a rejection has another one.
        end_to_end=f"{decision.request.reference}-{batch.pk.hex[:12].upper()}",
    )  # fmt: skip


def _file(batch: FinancialAidBatch, payments: Iterable[FinancialAidPayment]) -> bytes:
    debtor = {"name": batch.debtor_name, "IBAN": batch.debtor_iban, "BIC": batch.debtor_bic}
    file = SepaTransfer({**debtor, "batch": True, "currency": "EUR"}, schema=SCHEMA)
    for payment in payments:
        file.add_payment(
            {
                "name": payment.payee.name,
                "IBAN": payment.payee.iban,
                "amount": payment.amount_cents,  # whole cents: the library writes them without a float
                "execution_date": batch.execute_on,
                "description": f"Aide financiere {payment.request.reference}",
                "endtoend_id": payment.end_to_end,
            }
        )
    content = file.export(validate=False)
    # A large file holds the same lines, many times: validating it would take a minute.
    if batch.count <= MOST_VALIDATED and not _schema().is_valid(content.decode()):
        raise Refused("La banque refuserait ce fichier : vérifiez les titulaires et les comptes.")
    return content


@cache
def _schema() -> XMLSchema:
    """That of ISO 20022, built once: building it takes longer than reading a small file with it."""
    return XMLSchema(str(files("sepaxml") / "schemas" / f"{SCHEMA}.xsd"))


def content_of(batch: FinancialAidBatch) -> bytes:
    """The file as it was made, always the same bytes. Raises `Refused` once it is forgotten, or is not what it was."""
    if batch.content_encrypted is None:
        raise Refused("Ce fichier a été effacé avec les demandes qu’il payait.")
    content = decrypt(batch.content_encrypted).encode()
    if hashlib.sha256(content).hexdigest() != batch.sha256:
        raise Refused("Ce fichier n’est plus celui qui a été fait : prévenez la personne qui gère l’installation.")
    return content


@dataclass(frozen=True)
class Returned:
    """What a return file says in all: numbers and amounts of what was paid and rejected now, and lines read before."""

    paid: int
    paid_cents: int
    rejected: int
    rejected_cents: int
    known: int


@transaction.atomic
def reconcile(batch: FinancialAidBatch, content: bytes, *, by: User) -> Returned:
    """Read what the bank says of each line: all of it, or nothing with the number of the line to correct.

    A line is `reference;montant;etat;date;motif`, its state `paye` or `rejete`. The same file again changes nothing.
    """
    because("retour de la banque")
    FinancialAidBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    ours = {each.end_to_end: each for each in batch.payments.select_for_update(of=("self",))}
    changed, known = [], 0
    for number, line in _lines(content):
        payment = ours.get(line["reference"])
        if payment is None:
            raise Refused(f"Ligne {number} : ce virement n’est pas de ce lot. Rien n’a été écrit.", "content")
        state, day = _said(number, line, payment)
        if payment.state == state:
            known += 1
            continue
        if payment.state != PaymentState.SENT:
            raise Refused(f"Ligne {number} : la banque avait dit « {payment.get_state_display().lower()} ».", "content")
        payment.state, payment.settled_on, payment.why = state, day, line["motif"][:140]
        changed.append(payment)
    FinancialAidPayment.objects.bulk_update(changed, ["state", "settled_on", "why"], batch_size=500)
    paid = [each for each in changed if each.state == PaymentState.PAID]
    _pay(paid, by)
    rejected = [each for each in changed if each.state == PaymentState.REJECTED]
    return Returned(
        len(paid), sum(p.amount_cents for p in paid), len(rejected), sum(p.amount_cents for p in rejected), known
    )


def _lines(content: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    if kind := kind_of(content[:4]):
        raise Refused(f"Ce fichier est {kind} : envoyez un fichier CSV en UTF-8.", "content")
    refused = Refusals("")
    header, seen = None, set()
    for number, cells in cells_of(io.BytesIO(content), refused):
        if refused.total:
            break
        cells = [cell.strip() for cell in cells]
        if header is None:
            header = _header(cells)
            continue
        if number > MOST_LINES or len(cells) > len(HEADER):
            raise Refused(f"Ligne {number} : trop de colonnes, ou trop de lignes ({MOST_LINES} au plus).", "content")
        line = dict(zip_longest(HEADER, cells, fillvalue=""))
        if line["reference"] in seen:
            raise Refused(f"Ligne {number} : ce virement est déjà plus haut dans le fichier.", "content")
        seen.add(line["reference"])
        yield number, line
    if refused.total:
        told = str(refused.first())
        raise Refused(f"{told[0].upper()}{told[1:]}. Rien n’a été écrit.", "content")
    if header is None:
        _header([])
    if not seen:
        raise Refused("Ce fichier n’a aucune ligne.", "content")


def _header(cells: list[str]) -> list[str]:
    if cells != HEADER:
        raise Refused(f"La première ligne doit être : {';'.join(HEADER)}", "content")
    return cells


def _said(number: int, line: dict, payment: FinancialAidPayment) -> tuple[PaymentState, datetime.date]:
    states = {"paye": PaymentState.PAID, "payé": PaymentState.PAID}
    states |= {"rejete": PaymentState.REJECTED, "rejeté": PaymentState.REJECTED}
    state = states.get(line["etat"].lower())
    if state is None:
        raise Refused(f"Ligne {number} : l’état doit être « paye » ou « rejete ».", "content")
    typed = line["montant"]
    whole, _, rest = typed.replace(",", ".").partition(".")
    if not _AMOUNT.fullmatch(typed) or int(whole) * 100 + int(rest.ljust(2, "0")) != payment.amount_cents:
        raise Refused(f"Ligne {number} : le montant doit être {euros(payment.amount_cents)}.", "content")
    try:
        day = datetime.date.fromisoformat(line["date"])
    except ValueError:
        raise Refused(f"Ligne {number} : la date doit être écrite AAAA-MM-JJ.", "content") from None
    if day > timezone.localdate():
        raise Refused(f"Ligne {number} : cette date est à venir.", "content")
    return state, day


def _pay(payments: list[FinancialAidPayment], by: User) -> None:
    """The money that was kept for these decisions has left."""
    kept = FinancialAidMovement.objects.filter(
        cause__in=[each.decision_id for each in payments], kind=MovementKind.RESERVE
    )
    # In one order, so that two returns at once wait for each other.
    FinancialAidMovement.objects.bulk_create(
        [
            FinancialAidMovement(
                fund_id=each.fund_id, service_id=each.service_id, budget_id=each.budget_id, kind=MovementKind.PAY,
                amount_cents=each.amount_cents, cause=each.cause, by=by,
            )
            for each in kept.order_by("budget_id", "cause")
        ],
        batch_size=1_000,
    )  # fmt: skip
