"""Who answers a person that asks for their data. The database shows the copy to the officer of their fund alone."""

from ..organisations.models import User
from ..organisations.roles import Role, declare
from ..people.models import Person
from .models import AccessRequest

SEE = declare(
    "see_access_requests",
    "Voir les demandes d’accès des personnes à leurs données, et jusqu’à quand y répondre",
    *(Role.DATA_PROTECTION_OFFICER, Role.MANAGER),
)
ANSWER = declare(
    "answer_access_requests",
    "Noter une demande d’accès, ouvrir la copie, la remettre",
    Role.DATA_PROTECTION_OFFICER,
)


def may_record(user: User, person: Person) -> bool:
    """The data-protection officer of the person's fund writes down that they ask."""
    return user.may(ANSWER) and person.fund_id == user.organisation_id


def may_see(user: User, request: AccessRequest) -> bool:
    """The officer and the managers of the fund see that it waits: somebody is woken where the officer is away."""
    return user.may(SEE) and request.fund_id == user.organisation_id


def may_answer(user: User, request: AccessRequest) -> bool:
    """The officer of the fund opens the copy and hands it over."""
    return user.may(ANSWER) and request.fund_id == user.organisation_id
