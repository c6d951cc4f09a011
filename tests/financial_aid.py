"""An aid service of a fund, its members, and what it is asked."""

import datetime
import uuid

import pghistory
from django.utils import timezone

from allervers.domain.documents.intake import read
from allervers.domain.financial_aid import budgets, deciding, payments, sessions, workflow
from allervers.domain.financial_aid.models import (
    FinancialAidAgendaLine,
    FinancialAidBatch,
    FinancialAidDecision,
    FinancialAidFunder,
    FinancialAidPaper,
    FinancialAidPayee,
    FinancialAidRequest,
    FinancialAidSession,
)
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.models import Organisation, ServedFund, Service, ServiceMember, User
from allervers.domain.organisations.roles import Role
from tests import factories
from tests.papers import pdf

SAID = {
    "received_on": datetime.date(2026, 6, 1),
    "category": "optical",
    "what_for": "Une paire de lunettes.",
    "scheme": "insured",
    "financial_difficulty": True,
    "comfort": False,
    "cost_cents": 300_00,
    "health_insurance_cents": 20_00,
    "complementary_cents": 130_00,
    "asked_cents": 150_00,
}


def service(fund: Organisation) -> Service:
    with factories.owner_writes():
        made = Service.objects.create(organisation=fund, kind="financial_aid", name=f"Aides {fund.pk}")
        ServedFund.objects.create(service=made, kind=made.kind, fund=fund)
    return made


def member(of: Service, role: str = Role.RIGHTS_OFFICER, **fields) -> User:
    account = factories.account(role, at=of.organisation, **fields)
    with factories.owner_writes(), pghistory.context(why="test"):
        ServiceMember.objects.create(service=of, account=account, joined_at=timezone.now())
    return account


def asked(author: User, person=None, **said) -> FinancialAidRequest:
    """A request of a person of the author's fund, to be examined."""
    person = person or factories.person(author.organisation)
    with acting_as(author, "test"):
        return workflow.ask(person, key=uuid.uuid4(), author=author, **(SAID | said))[0]


def paper(request: FinancialAidRequest, officer: User, content: bytes | None = None, **said) -> FinancialAidPaper:
    """An invoice, unless something else is said."""
    content = content or pdf()
    told = {"kind": "invoice", "issuer": "Optique Fictive", "number": "F-12", "amount_cents": 300_00}
    told |= {"dated_on": datetime.date(2026, 6, 10)} | said
    with acting_as(officer, "test"):
        return workflow.add_paper(request, read([content]), [content], key=uuid.uuid4(), author=officer, **told)[0]


def answered(request: FinancialAidRequest, officer: User, answer: str = "refused") -> FinancialAidFunder:
    """A body that was asked before, and has answered."""
    day = datetime.date(2026, 6, 3)
    with acting_as(officer, "test"):
        funder = workflow.add_funder(request, key=uuid.uuid4(), body="Conseil départemental", asked_on=day)
        return workflow.answer_funder(funder, answer=answer, answered_on=day)


def ready(officer: User, person=None, **said) -> FinancialAidRequest:
    """A request that may be granted: the other body has refused."""
    request = asked(officer, person, **said)
    answered(request, officer)
    return request


def allocated(officer: User, cents: int, category: str = "optical") -> None:
    """Money for this year, given by a member."""
    where = (officer.memberships.get().service, officer.organisation, timezone.localdate().year, category)
    with acting_as(officer, "test"):
        budgets.allocate(*where, cents, key=uuid.uuid4(), by=officer, why="Délibération.")


def session(officer: User, days: int = 0, **said) -> FinancialAidSession:
    """A session with a quorum of two that delegates a hundred euros."""
    told = {"held_on": timezone.localdate() + datetime.timedelta(days=days), "quorum": 2, "urgent_cap_cents": 100_00}
    with acting_as(officer, "test"):
        where = (officer.memberships.get().service, officer.organisation)
        return sessions.convene(*where, key=uuid.uuid4(), **(told | said))


def seated(at: FinancialAidSession, how_many: int, names=()) -> list[User]:
    """Members who are there."""
    fields = [{"first_name": first, "last_name": last} for first, last in names] or [{}] * how_many
    members = [member(at.service, Role.AID_COMMISSION_MEMBER, **each) for each in fields]
    for each in members:
        with acting_as(each, "test"):
            sessions.seat(at, each)
    return members


def on_agenda(at: FinancialAidSession, officer: User, person=None) -> FinancialAidAgendaLine:
    """A request that the session may decide."""
    ready(officer, person)
    with acting_as(officer, "test"):
        assert sessions.lay_agenda(at) == 1
        return at.lines.select_related("request").get()


def voted(line: FinancialAidAgendaLine, members: list[User], choice: str = "for") -> FinancialAidAgendaLine:
    for each in members:
        with acting_as(each, "test"):
            sessions.vote(line, choice, by=each)
    return line


def granted(request: FinancialAidRequest, officer: User, cents: int = 150_00) -> FinancialAidDecision:
    """By a session of today where two members vote for it."""
    at = session(officer)
    members = seated(at, 2)
    with acting_as(officer, "test"):
        line = sessions.put(at, request)
    voted(line, members)
    with acting_as(officer, "test"):
        told = {"granted": True, "reason": "Reste à charge.", "amount_cents": cents}
        return deciding.decide(line, key=uuid.uuid4(), by=officer, **told)


DEBTOR = payments.Debtor("CPAM fictive", "FR76 3000 6000 0112 3456 7890 189", "AGRIFRPP")
IBAN = "FR14 2004 1010 0505 0001 3M02 606"


def to_account(decision: FinancialAidDecision, by: User, typed: str = IBAN) -> FinancialAidPayee:
    """The account that a grant is paid to."""
    said = {"kind": "person", "name": "Zoé Exemple", "typed_iban": typed}
    with acting_as(by, "test"):
        return payments.set_payee(decision.request, key=uuid.uuid4(), by=by, **said)


def batch(officer: User, key: uuid.UUID | None = None) -> FinancialAidBatch:
    """Whatever the officer's fund has to pay, today."""
    where = (officer.memberships.get().service, officer.organisation, DEBTOR)
    with acting_as(officer, "test"):
        return payments.make(*where, key=key or uuid.uuid4(), by=officer, execute_on=timezone.localdate())


def paid(decision: FinancialAidDecision, officer: User) -> tuple[FinancialAidPayee, FinancialAidBatch]:
    """A grant that left for the bank."""
    return to_account(decision, officer), batch(officer)
