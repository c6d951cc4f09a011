"""A file that is deposited to keep a right: begun from a line of « Ruptures à éviter », it ends that line."""

from uuid import UUID

from django.http import HttpRequest

from allervers.domain.coverage import gap_lines
from allervers.domain.coverage.models import GapLine
from allervers.domain.coverage.permissions import may_work_on
from allervers.domain.coverage.remedies import REMEDIES
from allervers.domain.organisations.models import User
from allervers.domain.rights_files.models import RightsFile

LINE = "rupture"
_COPIED = ("birth_name", "usage_name", "first_name", "birth_date", "sex", "phone", "email", "postal_address")


def line_of(request: HttpRequest) -> GapLine | None:
    """The line that the address names, if this account may work on it."""
    try:
        key = UUID(request.GET.get(LINE, ""))
    except ValueError:
        return None
    line = GapLine.objects.select_related("person").filter(pk=key).first()
    return line if line and may_work_on(request.user, line) else None


def known(line: GapLine) -> dict[str, object]:
    """What the form needs not ask again."""
    asked = {REMEDIES[code].request for code in line.remedies} - {""}
    right = {"right": asked.pop()} if len(asked) == 1 else {}
    return {**right, **{name: getattr(line.person, name) for name in _COPIED}}


def is_of_its_person(file: RightsFile, line: GapLine) -> bool:
    """The form was sent for the person of the line: nobody put another one in their place."""
    person = line.person
    same = (file.birth_name, file.first_name) == (person.birth_name, person.first_name)
    return same and person.birth_date in (None, file.birth_date)


def end(line: GapLine, account: User) -> None:
    """The request is deposited: the line asks for nothing more, unless somebody decided about it meanwhile."""
    try:
        gap_lines.mark_done(line, by=account)
    except gap_lines.LineError:
        return
