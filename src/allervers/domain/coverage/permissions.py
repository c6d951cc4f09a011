"""Who may see and do what with the rights of a person."""

from ..organisations.models import User
from ..organisations.roles import Permission, Role, declare
from ..people.models import Person
from .models import EndedRight, GapLine, KnownCircumstance

PREVENT_GAPS = declare(
    "prevent_gaps",
    "Voir les ruptures de droits à éviter et y répondre",
    *(Role.ADVISER, Role.RIGHTS_OFFICER, Role.MANAGER),
    opens_files=True,
)


def may_see_rights(user: User, person: Person) -> bool:
    """The fund of the person knows their rights. A body that handles one file for it does not."""
    return user.may(Permission.SEE_PERSON) and person.fund_id == user.organisation_id


def may_work_on(user: User, line: GapLine) -> bool:
    """Advisers, their manager and rights officers of the person's fund."""
    return user.may(PREVENT_GAPS) and line.fund_id == user.organisation_id


def may_note_of(user: User, piece: KnownCircumstance | EndedRight) -> bool:
    """What was noted is changed by whoever may note it."""
    return may_note(user, piece.person)


def may_note(user: User, person: Person) -> bool:
    """Who prevents gaps in the person's fund notes what dates a right, and why one ended."""
    return user.may(PREVENT_GAPS) and person.fund_id == user.organisation_id
