"""Who asks for financial aid, who examines. The database shows files to members of the service, whatever is said here.

An examining officer of the aid service is a rights officer whom the administrator let into it (decision 0105).
"""

from ..organisations.models import User
from ..organisations.roles import Role, declare
from ..people.models import Person
from .models import FinancialAidAgendaLine, FinancialAidBatch, FinancialAidRequest, FinancialAidSession, OfRequest

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
SEE_COMMISSION = declare(
    "see_aid_commission",
    "Voir les séances de la commission d’action sociale : ordre du jour sans nom, votes, procès-verbal",
    *(Role.RIGHTS_OFFICER, Role.AID_COMMISSION_MEMBER),
)
VOTE = declare(
    "vote_on_financial_aid",
    "Voter à la commission d’action sociale, jamais sur son dossier ni celui d’un proche",
    Role.AID_COMMISSION_MEMBER,
)


def may_ask(user: User, person: Person) -> bool:
    """The fund that a person belongs to asks for them, from their page; whether they may be helped is the law's."""
    return user.may(ASK) and person.fund_id == user.organisation_id


def may_examine(user: User, request: FinancialAidRequest) -> bool:
    """A member of the service that received the request; who wrote it and is no member sees that it was asked."""
    return _examines(user, request)


def may_examine_part(user: User, part: OfRequest) -> bool:
    """A line or a paper of a request, as the request."""
    return may_examine(user, part.request)


def may_see_session(user: User, session: FinancialAidSession) -> bool:
    """A member of the service: who examines, who sits."""
    return user.may(SEE_COMMISSION) and is_member(user, session.service_id)


def may_manage(user: User, session: FinancialAidSession) -> bool:
    """Who examines notes who is there, lays the agenda, writes what was voted, and closes; they do not vote."""
    return _examines(user, session)


def may_manage_line(user: User, line: FinancialAidAgendaLine) -> bool:
    """A line, as its session."""
    return may_manage(user, line.session)


def may_vote(user: User, line: FinancialAidAgendaLine) -> bool:
    """A member of the commission. Whether they sit, and have no link with the person, is the database's to refuse."""
    return user.may(VOTE) and is_member(user, line.service_id)


def may_pay(user: User, batch: FinancialAidBatch) -> bool:
    """A batch for the bank, of the service: its file and the bank's answer."""
    return _examines(user, batch)


def _examines(user: User, of: FinancialAidRequest | FinancialAidSession | FinancialAidBatch) -> bool:
    return user.may(EXAMINE) and is_member(user, of.service_id)


def is_member(user: User, service_id: int) -> bool:
    """The account belongs to this service today."""
    return user.memberships.filter(service_id=service_id, left_at=None).exists()
