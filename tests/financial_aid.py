"""An aid service of a fund, its members, and what it is asked."""

import datetime
import uuid

import pghistory
from django.utils import timezone

from allervers.domain.documents.intake import read
from allervers.domain.financial_aid import workflow
from allervers.domain.financial_aid.models import FinancialAidFunder, FinancialAidPaper, FinancialAidRequest
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
