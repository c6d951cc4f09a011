"""A file that is deposited to keep a right: begun from a line of « Ruptures à éviter », it ends that line."""

from uuid import UUID

from django.http import HttpRequest

from allervers.domain.coverage import gap_lines
from allervers.domain.coverage.models import GapLine
from allervers.domain.coverage.permissions import may_work_on
from allervers.domain.coverage.remedies import REMEDIES
from allervers.domain.organisations.models import User
from allervers.domain.people.models import Person
from allervers.domain.pieces.refusals import Refused
from allervers.domain.rights_files.models import RightsFile

LINE = "rupture"


def line_of(request: HttpRequest) -> GapLine | None:
    """The line that the address names, if this account may work on it."""
    try:
        key = UUID(request.GET.get(LINE, ""))
    except ValueError:
        return None
    line = GapLine.objects.select_related("person").filter(pk=key).first()
    return line if line and may_work_on(request.user, line) else None


def known(line: GapLine) -> dict[str, object]:
    """The right that the line asks for, where there is one."""
    asked = {REMEDIES[code].request for code in line.remedies} - {""}
    return {"right": asked.pop()} if len(asked) == 1 else {}


def is_of(file: RightsFile, person: Person) -> bool:
    """The form was sent for the person whom it was begun for: nobody put another one in their place."""
    same = (file.birth_name, file.first_name) == (person.birth_name, person.first_name)
    return same and person.birth_date in (None, file.birth_date)


def end(line: GapLine, account: User) -> None:
    """The request is deposited: the line asks for nothing more, unless somebody decided about it meanwhile."""
    try:
        gap_lines.mark_done(line, by=account)
    except Refused:
        return
