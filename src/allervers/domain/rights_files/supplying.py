"""Papers that come into a file, and what they end by coming."""

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from ..documents.models import Document
from ..organisations.context import because
from ..organisations.models import User
from . import controls, deciding, papers
from .codes import Intention, PaperState, Status
from .models import RequiredPaper, RightsFile, SuppliedPaper
from .queries import is_contested
from .workflow import Refused, become, locked, settle, under_way


@dataclass(frozen=True)
class Handed:
    """A document and the line that it answers to; `taken_from`: the reference of the file that held it already."""

    code: str
    person: str = ""
    dated_on: datetime.date | None = None
    intention: str = Intention.FIRST
    taken_from: str = ""


@transaction.atomic
def supply(file: RightsFile, document: Document, handed: Handed, *, author: User | None) -> papers.Line:
    """Join a kept document to its line. A request for papers that has them all ends by itself, in the same moment."""
    because("document joint au dossier")
    file = _awaiting(file, handed.code)
    required = line_for(file, handed)
    today = timezone.localdate()
    if handed.dated_on and not datetime.date(1900, 1, 1) <= handed.dated_on <= today:
        raise Refused("Ce document porte une date impossible : entre 1900 et aujourd’hui.", "dated_on")
    SuppliedPaper.objects.create(
        fund_id=file.fund_id,
        file=file,
        document=document,
        required=required,
        intention=handed.intention,
        dated_on=handed.dated_on,
        supplied_on=max(file.received_on, today),
        taken_from=handed.taken_from,
    )
    papers_came(file, today, author)
    return next(line for line in papers.lines(file) if line.required.pk == required.pk)


def _awaiting(file: RightsFile, code: str) -> RightsFile:
    """The locked file, if it takes papers: it is under way, somebody contests what was decided, or a control of its
    right asks for this one."""
    now = locked(file)
    if now.is_ended and not is_contested(now) and code not in controls.awaited_codes(now):
        raise Refused(f"Ce dossier est {now.get_status_display()} : plus aucun document ne s’y ajoute.")
    return now


def line_for(file: RightsFile, handed: Handed):
    """The line of the list that a document answers to; a person may be left out where the code has one line."""
    of_code = list(file.requiredpapers.filter(code=handed.code, not_concerned=False))
    if not of_code:
        known = ", ".join(sorted(set(file.requiredpapers.values_list("code", flat=True))))
        raise Refused(f"Ce dossier n’attend pas ce document. Attendus : {known}.", "code")
    found = [row for row in of_code if row.of_person == handed.person]
    if not found and not handed.person and len(of_code) == 1:
        found = of_code
    # A paper of the whole household, sent with the person who brought it.
    if not found and len(of_code) == 1 and of_code[0].of_person == "":
        found = of_code
    if not found:
        persons = ", ".join(row.of_person for row in of_code)
        raise Refused(f"De qui est ce document ? Attendu : {persons}.", "person")
    return found[0]


def papers_came(file: RightsFile, today: datetime.date, author: User | None) -> None:
    """End the requests whose papers are all there, and take up the examination where nothing more is awaited."""
    there = {line.required.pk for line in papers.lines(file) if line.is_there}
    waiting = False
    for request in file.papersrequests.filter(revoked_on=None, answered_on=None):
        if all(line.required_id in there for line in request.lines.all()):
            request.answered_on = today
            request.save(update_fields=["answered_on"])
        else:
            waiting = True
    if file.status == Status.DOCUMENTS_REQUESTED and not waiting:
        back = Status.UNDER_EXAMINATION if file.person_id else Status.DEPOSITED
        become(file, back, author, why="Les documents demandés sont arrivés.")
    elif file.status == Status.AWAITING_ADHESION and papers.is_adhered(file):
        deciding.adhere(file)
    elif file.status == Status.AWAITING_PORTABILITY and papers.end_of_rights_is_there(file):
        become(file, Status.UNDER_EXAMINATION, author, why="L’attestation de fin de droits est arrivée.")
    else:
        settle(file)


@transaction.atomic
def declare_impossible(file: RightsFile, handed: Handed, *, why: str, author: User | None) -> None:
    """Say why a paper cannot be had (a hospital attests it): it is not awaited any more."""
    because("document impossible à fournir")
    file = under_way(file, "sa liste ne change plus")
    if not why.strip():
        raise Refused("Écrivez pourquoi ce document ne peut pas être fourni.", "why")
    required = line_for(file, handed)
    required.impossible_why = why.strip()
    required.save(update_fields=["impossible_why"])
    papers_came(file, timezone.localdate(), author)


@transaction.atomic
def not_concerned(required: RequiredPaper, *, author: User | None) -> None:
    """Say that the condition of a paper does not hold: the line leaves the list. Only for one that was not settled."""
    because("document sans objet")
    file = under_way(required.file, "sa liste ne change plus")
    if not required.condition or required.supplied.exists():
        raise Refused("Cette ligne ne se retire pas : le document est demandé, ou déjà fourni.")
    required.not_concerned = True
    required.save(update_fields=["not_concerned"])
    papers_came(file, timezone.localdate(), author)


@transaction.atomic
def set_aside(supplied: SuppliedPaper, state: str, *, author: User) -> None:
    """Say of a document that it cannot be read or is out of date: its line is awaited again. It stays in the file."""
    because("document écarté")
    file = under_way(supplied.file, "ses documents ne changent plus")
    if state not in (PaperState.ILLEGIBLE, PaperState.OUTDATED):
        raise Refused("Un document est illisible ou trop ancien.", "state")
    if state == PaperState.OUTDATED and not papers.may_be_outdated(supplied):
        raise Refused("La liste prend ce document à cette date : il n’est pas trop ancien.", "state")
    supplied.set_aside = state
    supplied.save(update_fields=["set_aside"])
    settle(file)
