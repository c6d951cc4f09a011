"""Papers of the same person that their other files hold already, and that still do: proposed, never asked for again.

A form is signed for one request, and resources are those of its own months: only papers that say who somebody is, or
where they live, serve again. Whoever takes one up looks at it; the file keeps from which other one it comes.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from allervers.law.counting import add_months

from ..documents import intake
from ..documents import workflow as documents
from ..documents.models import OPENABLE
from ..organisations.context import because
from ..organisations.models import User
from . import papers
from .models import RequiredPaper, RightsFile, SuppliedPaper
from .supplying import Handed, supply
from .workflow import Refused, locked

# Lines that ask for the same, whatever the request.
SAME = (
    {"ame_identity", "puma_identity", "eu_identity"},
    {"puma_birth", "eu_birth"},
    {"ame_residence", "puma_residence", "eu_residence"},
    {"puma_bank"},
    {"puma_protected"},
    {"puma_in_care", "c2s_child_welfare"},
    {"attachment_link"},
)


def proposed(file: RightsFile, listed: Iterable[papers.Line]) -> dict[int, SuppliedPaper]:
    """For each line of the list that is awaited, the latest paper held elsewhere that does, by the key of the line.

    As the account sees it: a body that examines one file knows nothing of the others.
    """
    awaited = [line.required for line in listed if not line.is_there and _serving(line.required.code)]
    if file.person_id is None or not awaited:
        return {}
    known = (
        SuppliedPaper.objects.filter(file__person=file.person_id, set_aside="", misfiled=False)
        .filter(document__scan__in=OPENABLE, required__code__in=set().union(*map(_same, awaited)))
        .exclude(file=file)
        .select_related("file", "required", "document")
        .order_by("supplied_on", "document__created_at")
    )
    found = {}
    for paper in known:
        for row in awaited:
            if paper.required.code in _same(row) and _serves(paper, row, file):
                found[row.pk] = paper
    return found


def _serving(code: str) -> bool:
    return any(code in same for same in SAME)


def _same(row: RequiredPaper) -> set[str]:
    return next(same for same in SAME if row.code in same)


def _serves(paper: SuppliedPaper, row: RequiredPaper, file: RightsFile) -> bool:
    """Of the same person of the household, and young enough; one whose day is not known is not young enough."""
    if _whose(paper.file, paper.required.of_person) != _whose(file, row.of_person):
        return False
    if row.newer_than_months is None:
        return True
    return paper.dated_on is not None and paper.dated_on >= add_months(timezone.localdate(), -row.newer_than_months)


def _whose(file: RightsFile, of_person: str) -> tuple[str, ...]:
    """The applicant, or who else by role and birth date: identifiers are those of one request alone."""
    told = next((each for each in file.situation.get("persons", []) if each.get("id") == of_person), None)
    role = told.get("role", "applicant") if told else ""
    return (role,) if role in ("", "applicant") else (role, str(told.get("birth_date")))


@transaction.atomic
def take_up(file: RightsFile, row: RequiredPaper, *, document_id: UUID, author: User) -> papers.Line:
    """Join a copy of the paper that is proposed for this line: erasing one of the files leaves the other whole.

    Raises `Refused`; `OSError` where the storage does not give or take it.
    """
    because("document repris d’un autre dossier")
    file = locked(file)
    paper = proposed(file, papers.lines(file)).get(row.pk)
    if paper is None:
        raise Refused("Aucun document d’un autre dossier ne convient plus ici. Rechargez la page.")
    content = documents.content_of(paper.document)
    copy = documents.keep(
        intake.Paper(content, paper.document.pages),
        document_id=document_id,
        fund_id=file.fund_id,
        author=author,
        digest=bytes(paper.document.received_digest),
        scan=paper.document.scan,
    )
    handed = Handed(row.code, row.of_person, paper.dated_on, paper.intention, paper.file.reference)
    return supply(file, copy, handed, author=author)
