"""The list of papers of a file, and what can be said of each line of it. The list itself is the law library's."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from allervers.law import Situation, evaluate
from allervers.law.counting import add_months
from allervers.law.documents import Document, documents

from ..documents.models import Scan
from .codes import JUDGED, PAPERS_OF, Channel, Intention, PaperState, Right
from .models import RequiredPaper, RightsFile, SuppliedPaper

# Asked for once the C2S was granted with a contribution, never before (R861-16-1 and R861-16-2 CSS).
OF_ADHESION = ("c2s_adhesion", "c2s_payment")
# Handed in for the good of the person (an earlier start, papers that cannot be had): a file without them is whole.
IN_FAVOUR = ("ame_care_received", "ame_hospital")
# The hospital's director attests that the person cannot supply the others (decree 2005-860, article 4).
STANDS_FOR_OTHERS = "ame_hospital"


def is_of_identity(code: str) -> bool:
    """A proof of who somebody is (passport, card, title of residence), which would serve elsewhere."""
    return code.endswith("_identity")


def asked_by_law(right: str, situation: Situation) -> list[Document]:
    """What this request must hold on its day; papers that the situation does not settle have a condition."""
    name = PAPERS_OF.get(Right(right), right)
    if right not in JUDGED:
        return documents(name, situation)
    answer = evaluate(situation, [right])[right]
    # Refused or not, whoever asks is told what a request is made of: nobody is turned away by a calculation.
    return answer.documents or documents(name, situation)


def lines_of(file: RightsFile, situation: Situation) -> list[RequiredPaper]:
    """The lines of a new file, first intention first."""
    found = [each for each in asked_by_law(file.right, situation) if each.code not in OF_ADHESION]
    lines = [_line(file, each) for each in found]
    lines.sort(key=lambda line: line.intention != Intention.FIRST)
    for place, line in enumerate(lines):
        line.place = place
    return lines


def follow(file: RightsFile, situation: Situation) -> None:
    """Bring the list of a file up to its new situation: lines that it asks for now enter it, conditions that are
    settled are told no more, and a line whose condition does not hold leaves it if nothing was sent."""
    now = {(line.code, line.of_person): line for line in lines_of(file, situation)}
    rows = list(file.requiredpapers.prefetch_related("supplied"))
    for row in rows:
        line = now.pop((row.code, row.of_person), None)
        if line is not None:
            row.condition, row.not_concerned = line.condition, row.not_concerned and bool(line.condition)
            row.save(update_fields=["condition", "not_concerned"])
        elif row.condition and not row.supplied.all() and row.code not in OF_ADHESION:
            row.not_concerned = True
            row.save(update_fields=["not_concerned"])
    for place, line in enumerate(now.values(), len(rows)):
        line.place = place
    RequiredPaper.objects.bulk_create(now.values())


def lines_of_adhesion(file: RightsFile, situation: Situation) -> list[RequiredPaper]:
    """What is asked for after a C2S with contribution was granted."""
    found = [each for each in asked_by_law(file.right, situation) if each.code in OF_ADHESION]
    lines = [_line(file, each) for each in found]
    for place, line in enumerate(lines, file.requiredpapers.count()):
        line.place, line.condition = place, ""
    return lines


def _line(file: RightsFile, document: Document) -> RequiredPaper:
    first = not document.accepted or any(each.intention == 1 for each in document.accepted)
    return RequiredPaper(
        fund_id=file.fund_id,
        file=file,
        code=document.code,
        of_person=document.person_id or "",
        label=document.text,
        intention=Intention.FIRST if first else Intention.SECOND,
        accepted=[each.to_json() for each in document.accepted],
        detail=document.constraint or "",
        condition=document.condition or "",
        newer_than_months=document.newer_than_months,
        by_itself=file.channel == Channel.ONLINE and _asked_online(document),
    )


def _asked_online(document: Document) -> bool:
    return any(each.text.startswith("demande en ligne") for each in document.accepted)


@dataclass(frozen=True)
class Line:
    """One line of the list and its state; `supplied` is the document that tells it, if there is one."""

    required: RequiredPaper
    state: PaperState
    supplied: SuppliedPaper | None

    @property
    def is_there(self) -> bool:
        """Nothing more is awaited here: the paper came, or somebody said why it cannot."""
        return self.state in (PaperState.PRESENT, PaperState.IMPOSSIBLE)


def lines(file: RightsFile) -> list[Line]:
    """The list of a file with its states, read anew."""
    return lines_of_all([file])[file.pk]


def lines_of_all(files: Collection[RightsFile]) -> dict[UUID, list[Line]]:
    """The lists of several files: three queries, whatever their number."""
    rows = RequiredPaper.objects.filter(file__in=[file.pk for file in files], not_concerned=False)
    listed = {file.pk: [] for file in files}
    for row in rows.prefetch_related("supplied__document").order_by("place"):
        listed[row.file_id].append(_judged(row))
    return {key: _attested(of_file) for key, of_file in listed.items()}


def _attested(listed: list[Line]) -> list[Line]:
    attested = any(line.required.code == STANDS_FOR_OTHERS and line.state == PaperState.PRESENT for line in listed)
    return [_excused(line) for line in listed] if attested else listed


def _excused(line: Line) -> Line:
    """A line that misses, in a file whose hospital attests that the person cannot have the papers; never the form."""
    if line.state != PaperState.MISSING or line.required.code.endswith("_form"):
        return line
    return Line(line.required, PaperState.IMPOSSIBLE, None)


def _judged(row: RequiredPaper) -> Line:
    supplied = [each for each in row.supplied.all() if not each.misfiled]
    if supplied:
        latest = max(supplied, key=lambda each: each.document.created_at)
        return Line(row, _state(row, latest), latest)
    if row.by_itself:
        return Line(row, PaperState.PRESENT, None)
    return Line(row, PaperState.IMPOSSIBLE if row.impossible_why else PaperState.MISSING, None)


def _state(row: RequiredPaper, supplied: SuppliedPaper) -> PaperState:
    if supplied.set_aside:
        return PaperState(supplied.set_aside)
    if supplied.document.scan == Scan.INFECTED:
        return PaperState.MISSING
    months = row.newer_than_months
    if months and supplied.dated_on and supplied.dated_on < add_months(supplied.supplied_on, -months):
        return PaperState.OUTDATED
    return PaperState.PRESENT


def may_be_outdated(supplied: SuppliedPaper) -> bool:
    """The list says how young this paper must be, and no day is known that is young enough: nobody else decides it, or
    a file that binds could be sent back by calling its papers old."""
    months = supplied.required.newer_than_months
    if months is None:
        return False
    return supplied.dated_on is None or supplied.dated_on < add_months(supplied.supplied_on, -months)


def is_complete(listed: Iterable[Line]) -> bool:
    """Nothing of the list is awaited: each line is there, or its condition was never settled and nobody sent it."""
    listed = list(listed)
    return any(line.is_there for line in listed) and all(line.is_there or line.required.condition for line in listed)


def missing(listed: Iterable[Line]) -> list[Line]:
    """What the file surely lacks; not what is in favour of the person, nor what the situation leaves open."""
    return [line for line in _awaited(listed) if not line.required.condition]


def perhaps_missing(listed: Iterable[Line]) -> list[Line]:
    """What the file lacks if a condition holds, which the situation leaves open."""
    return [line for line in _awaited(listed) if line.required.condition]


def _awaited(listed: Iterable[Line]) -> list[Line]:
    return [line for line in listed if not line.is_there and line.required.code not in IN_FAVOUR]


def is_opposable(listed: Iterable[Line]) -> bool:
    """Made with the list of first intention: it binds the health insurance, which never sends it back as incomplete.

    A line whose condition is not settled counts too: what is not known is not « not needed ».
    """
    listed = [line for line in listed if line.required.code not in (*OF_ADHESION, *IN_FAVOUR)]
    return bool(listed) and all(line.state == PaperState.PRESENT and _first_where_asked(line) for line in listed)


def _first_where_asked(line: Line) -> bool:
    asked_first = line.required.intention == Intention.FIRST
    return not asked_first or line.supplied is None or line.supplied.intention == Intention.FIRST


def end_of_rights_is_there(file: RightsFile) -> bool:
    """The other State said that its cover ended (or the person said why that cannot be had)."""
    return any(line.required.code == "eu_end_of_rights" and line.is_there for line in lines(file))


def is_adhered(file: RightsFile) -> bool:
    """The adhesion form and the means of payment are both there."""
    awaited = [line for line in lines(file) if line.required.code in OF_ADHESION]
    return bool(awaited) and all(line.state == PaperState.PRESENT for line in awaited)
