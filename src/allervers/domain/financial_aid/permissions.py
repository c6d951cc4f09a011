"""Who asks for financial aid, who examines. The database shows files to members of the service, whatever is said here.

An examining officer of the aid service is a rights officer whom the administrator let into it (decision 0105).
"""

from ..organisations.models import User
from ..organisations.roles import Role, declare
from ..people.models import Person
from .models import FinancialAidFunder, FinancialAidPaper, FinancialAidRequest

ASK = declare(
    "ask_financial_aid",
    "Enregistrer une demande d’aide financière depuis la page d’une personne",
    *(Role.ADVISER, Role.RIGHTS_OFFICER),
)
EXAMINE = declare(
    "examine_financial_aid",
    "Instruire les demandes d’aide financière du service dont on est membre",
    Role.RIGHTS_OFFICER,
)


def may_ask(user: User, person: Person) -> bool:
    """The fund that a person belongs to asks for them, from their page; whether they may be helped is the law's."""
    return user.may(ASK) and person.fund_id == user.organisation_id


def may_examine(user: User, request: FinancialAidRequest) -> bool:
    """A member of the service that received the request; who wrote it and is no member sees that it was asked."""
    return user.may(EXAMINE) and is_member(user, request.service_id)


def may_examine_part(user: User, part: FinancialAidFunder | FinancialAidPaper) -> bool:
    """A line or a paper of a request, as the request."""
    return may_examine(user, part.request)


def is_member(user: User, service_id: int) -> bool:
    """The account belongs to this service today."""
    return user.memberships.filter(service_id=service_id, left_at=None).exists()
