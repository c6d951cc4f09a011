"""Examining a file: taking it up, asking for papers, taking a request for papers back."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from ..organisations.context import because
from . import letters, papers
from .codes import LetterKind, Right, Status
from .dates import answer_due
from .models import PapersRequest, RequestedPaper, RightsFile
from .supplying import papers_came
from .workflow import Asked, Refused, become, taken_up, under_way


@transaction.atomic
def examine(file: RightsFile, asked: Asked) -> RightsFile:
    """Take up a file. That of an inactive European without an end of rights waits for the other State (30 days)."""
    because("examen du dossier")
    file = under_way(file, "il ne s’examine plus")
    if file.status == Status.AWAITING_ADHESION:
        raise Refused("La décision est prise : le bulletin d’adhésion est attendu.")
    if file.status == Status.AWAITING_PORTABILITY:
        raise Refused("L’autre État n’a pas répondu : l’examen reprend à sa réponse, ou au jour dit.")
    taken_up(file, asked.author)
    other_state = file.right == Right.EU_INACTIVE and not file.portability_asked_on
    if other_state and not papers.end_of_rights_is_there(file):
        file.portability_asked_on = timezone.localdate()
        become(file, Status.AWAITING_PORTABILITY, asked.author, **asked.step())
    else:
        become(file, Status.UNDER_EXAMINATION, asked.author, **asked.step())
    return file


@transaction.atomic
def ask_papers(file: RightsFile, wanted: Collection[str | int], asked: Asked) -> PapersRequest:
    """Ask for papers of the list, by letter: by code, for all persons of whom it misses, or by the key of one line.

    Several requests in a row are possible; an opposable file has none.
    """
    because("documents demandés")
    file = under_way(file, "plus aucun document ne s’y demande")
    if file.status == Status.AWAITING_ADHESION:
        raise Refused("La décision est prise : seul le bulletin d’adhésion est attendu.")
    listed = papers.lines(file)
    if papers.is_opposable(listed):
        raise Refused(
            "Ce dossier suit la liste de première intention : il est opposable, il ne peut pas être renvoyé comme "
            "incomplet. Examinez-le avec les documents qu’il contient.",
            "documents",
        )
    awaited = _awaited(listed, wanted)
    today = timezone.localdate()
    answer_due_on, closes_on = answer_due(file.right, today)
    request = PapersRequest.objects.create(
        fund_id=file.fund_id,
        file=file,
        author=asked.author,
        asked_on=today,
        answer_due_on=answer_due_on,
        closes_on=closes_on,
    )
    RequestedPaper.objects.bulk_create(
        [RequestedPaper(fund_id=file.fund_id, file=file, request=request, required=line.required) for line in awaited]
    )
    become(file, Status.DOCUMENTS_REQUESTED, asked.author, **asked.step())
    letters.write(file, LetterKind.PAPERS_REQUESTED, request.pk, request=request)
    return request


def _awaited(listed: list[papers.Line], wanted: Collection[str | int]) -> list[papers.Line]:
    """The lines that are asked for; refuses what the list does not hold, and what is there already."""
    if not wanted:
        raise Refused("Dites quels documents sont demandés.", "documents")
    known = {line.required.code for line in listed} | {line.required.pk for line in listed}
    if unknown := sorted(map(str, set(wanted) - known)):
        codes = sorted({line.required.code for line in listed})
        raise Refused(
            f"Documents inconnus de la liste : {', '.join(unknown)}. Attendus : {', '.join(codes)}.", "documents"
        )
    asked_for = [line for line in listed if line.required.code in wanted or line.required.pk in wanted]
    awaited = [line for line in asked_for if not line.is_there]
    there = {line.required.code for line in asked_for} - {line.required.code for line in awaited}
    if there:
        raise Refused(f"Ces documents sont déjà dans le dossier : {', '.join(sorted(there))}.", "documents")
    return awaited


@transaction.atomic
def revoke_request(request: PapersRequest, asked: Asked) -> None:
    """Take a request back: its papers are not needed after all."""
    because("demande de documents annulée")
    file = under_way(request.file, "rien n’y est plus attendu")
    if not asked.why.strip():
        raise Refused("Écrivez pourquoi ces documents ne sont plus demandés.", "why")
    changed = PapersRequest.objects.filter(pk=request.pk, revoked_on=None, answered_on=None).update(
        revoked_on=timezone.localdate()
    )
    if not changed:
        raise Refused("Cette demande est déjà terminée.")
    papers_came(file, timezone.localdate(), asked.author)
