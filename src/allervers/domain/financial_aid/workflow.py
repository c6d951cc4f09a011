"""What can happen to a request for financial aid before its decision.

| transition | from | to        | needs                                                                            |
|------------|------|-----------|----------------------------------------------------------------------------------|
| ask        |      | open      | a fund with an aid service; the law refuses nobody known (never the AME)          |
| complete   | open | open      | what was still to be looked up: scheme, difficulty, comfort, social evaluation     |
| add_funder, answer_funder | open | open | a body asked before, its answer and the day of it                      |
| add_paper  | open | open      | a document; an invoice that serves no other request                               |
| withdraw   | open | withdrawn |                                                                                  |

Who may is checked by `permissions`; the database refuses whoever is not of the service. `Refused` holds a French
sentence.
"""

import datetime
import secrets
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Value
from django.utils import timezone

from allervers.law.fields import SituationError

from ..documents import workflow as documents
from ..documents.intake import Paper
from ..organisations.context import because
from ..organisations.models import Service, User
from ..organisations.services import serving
from ..people.models import NameKey, Person
from ..people.visits import ALPHABET
from ..pieces.once import once, says
from ..pieces.refusals import Refused, constraint_of, sentence
from .codes import FunderAnswer, PaperKind, State
from .models import FinancialAidFunder, FinancialAidPaper, FinancialAidRequest
from .queries import judged

NO_SERVICE = (
    "Cette caisse n’a pas dit quel service instruit ses aides financières. Prévenez la personne qui gère les comptes."
)
INVOICE_JOINED = "Cette facture est déjà jointe à cette demande."
INVOICE_USED = "Cette facture sert déjà à une autre demande d’aide : elle n’est prise en compte qu’une fois."


def new_reference() -> str:
    """« AF-7K4M-92QX »: read aloud; says nothing of anybody. The agenda of a commission shows it in place of a name."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"AF-{drawn[:4]}-{drawn[4:]}"


@transaction.atomic
def ask(person: Person, *, key: UUID, author: User, **said) -> tuple[FinancialAidRequest, bool]:
    """Ask the aid service of the person's fund: what is kept, and whether it was written now.

    `said`: fields of the request. Raises `Refused` where the fund has no service, or the law says that this person, or
    this thing, cannot be helped: in its own words.
    """
    because("demande d’aide financière")
    service = serving(person.fund_id, Service.Kind.FINANCIAL_AID)
    if service is None:
        raise Refused(NO_SERVICE)
    said |= {"fund_id": person.fund_id, "service_id": service.pk, "person_id": person.pk, "author_id": author.pk}
    row = FinancialAidRequest(pk=key, reference=new_reference(), **said)
    _refuse_what_law_refuses(row)
    try:
        with transaction.atomic():
            return once(row, says(**said))
    except IntegrityError as error:
        raise Refused(sentence(error), "asked_cents") from None


def _refuse_what_law_refuses(row: FinancialAidRequest) -> None:
    if row.received_on > timezone.localdate():
        raise Refused("Une demande n’est pas reçue à une date à venir.", "received_on")
    try:
        # Who else was asked is written afterwards.
        finding = judged(row, row.received_on, asked_first=None)
    except SituationError:
        raise Refused("Les règles de l’aide financière ne sont pas connues avant 2019.", "received_on") from None
    if finding.status == "no":
        raise Refused(finding.reason, "scheme")


def locked(request: FinancialAidRequest) -> FinancialAidRequest:
    """The row as it is now, held until the end; raises `Refused` where the request is no longer open."""
    held = FinancialAidRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if held.state != State.OPEN:
        raise Refused(f"Cette demande est {held.get_state_display().lower()} : elle ne change plus.")
    return held


@transaction.atomic
def complete(request: FinancialAidRequest, **said) -> FinancialAidRequest:
    """What was looked up since: `scheme`, `financial_difficulty`, `comfort`, `social_evaluation_on`."""
    because("demande d’aide financière complétée")
    held = locked(request)
    evaluated = said.get("social_evaluation_on")
    if evaluated and evaluated > timezone.localdate():
        raise Refused("L’évaluation n’a pas encore été reçue à cette date.", "social_evaluation_on")
    for name, value in said.items():
        setattr(held, name, value)
    held.save(update_fields=list(said))
    return held


@transaction.atomic
def add_funder(request: FinancialAidRequest, *, key: UUID, body: str, asked_on: datetime.date) -> FinancialAidFunder:
    """Another body was asked; the same `key` again gives what it gave first."""
    because("autre financeur sollicité")
    held = locked(request)
    said = {"request_id": held.pk, "body": body, "asked_on": asked_on}
    row = FinancialAidFunder(pk=key, fund_id=held.fund_id, service_id=held.service_id, **said)
    return once(row, says(**said))[0]


@transaction.atomic
def answer_funder(
    funder: FinancialAidFunder, *, answer: str, answered_on: datetime.date, amount_cents: int = 0
) -> FinancialAidFunder:
    """What the body said, and when; corrected in the same way. Raises `Refused` with what is missing."""
    because("réponse d’un autre financeur")
    locked(funder.request)
    funder.answer, funder.answered_on = answer, answered_on
    funder.amount_cents = amount_cents if answer == FunderAnswer.GRANTED else 0
    try:
        with transaction.atomic():
            funder.save(update_fields=["answer", "answered_on", "amount_cents"])
    except IntegrityError as error:
        raise Refused(sentence(error), "answered_on") from None
    return funder


@transaction.atomic
def add_paper(
    request: FinancialAidRequest, paper: Paper, received: list[bytes], *, key: UUID, author: User, **said
) -> tuple[FinancialAidPaper, bool]:
    """Keep a document behind the service and join it to the request; again with the same `key`, nothing more.

    Raises `Refused` for an invoice that serves another request, of whomever: by its content, or its issuer and number.
    """
    because("document joint à une demande d’aide")
    held = locked(request)
    digest = documents.digest_of(received, held.fund_id)
    if first := FinancialAidPaper.objects.filter(pk=key, request=held, content_digest=digest).first():
        return first, False
    used = FinancialAidPaper.objects.filter(kind=PaperKind.INVOICE, in_use=True)
    by_content = used.filter(content_digest=digest).first() if said["kind"] == PaperKind.INVOICE else None
    if by_content:
        raise Refused(INVOICE_JOINED if by_content.request_id == held.pk else INVOICE_USED, "content")
    document = documents.keep(
        paper, document_id=key, fund_id=held.fund_id, author=author, digest=digest, service_id=held.service_id
    )
    row = FinancialAidPaper(
        pk=key, fund_id=held.fund_id, service_id=held.service_id, request=held, document=document,
        content_digest=digest, **said,
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        if constraint_of(error) == "aid_invoice_number_once" and _is_joined(row):
            raise Refused(INVOICE_JOINED, "number") from None
        raise Refused(sentence(error), "number") from None
    return row, True


def _is_joined(invoice: FinancialAidPaper) -> bool:
    """An invoice with this number, of this issuer, serves the same request already."""
    there = invoice.request.financialaidpapers.filter(kind=PaperKind.INVOICE, in_use=True, number=invoice.number)
    return there.annotate(key=NameKey("issuer")).filter(key=NameKey(Value(invoice.issuer))).exists()


@transaction.atomic
def withdraw(request: FinancialAidRequest) -> None:
    """The person asks no more. Its invoices may serve another request."""
    because("demande d’aide financière retirée")
    held = locked(request)
    end(held, State.WITHDRAWN)


def end(held: FinancialAidRequest, state: State) -> None:
    """Give a locked request its end; an invoice that serves no grant may serve another request."""
    if held.state != state:
        held.state, held.ended_on = state, timezone.localdate()
        held.save(update_fields=["state", "ended_on"])
    invoices = held.financialaidpapers.filter(kind=PaperKind.INVOICE)
    try:
        with transaction.atomic():
            invoices.exclude(in_use=state == State.GRANTED).update(in_use=state == State.GRANTED)
    except IntegrityError as error:
        raise Refused(sentence(error)) from None
