"""Asking for financial aid: who may be helped, who was asked before, an invoice that serves once, who sees it."""

import ast
import datetime
import uuid
from pathlib import Path

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from allervers.domain.coverage.models import CoveragePeriod
from allervers.domain.documents.models import Document
from allervers.domain.financial_aid import codes, queries, workflow
from allervers.domain.financial_aid.models import FinancialAidFunder, FinancialAidPaper, FinancialAidRequest
from allervers.domain.organisations.context import acting_as, acting_for
from allervers.domain.organisations.roles import Role
from allervers.domain.pieces.refusals import Refused
from allervers.law.financial_aid import AIDS
from tests import factories, financial_aid
from tests.papers import pdf

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 6, 10)


@pytest.fixture
def fund():
    return factories.fund()


@pytest.fixture
def officer(fund):
    return financial_aid.member(financial_aid.service(fund))


@pytest.fixture
def adviser(fund, officer):
    return factories.account(Role.ADVISER, at=fund)


def status(request, officer) -> str:
    with acting_as(officer, "test"):
        request.refresh_from_db()
        return queries.judged(request, DAY, asked_first=queries.last_resort(request)).status


def test_categories_are_the_law_s_kinds_of_aid():
    assert dict(codes.Category.choices) == dict(AIDS)


def test_an_aid_may_be_granted_once_every_other_body_has_answered(adviser, officer):
    request = financial_aid.asked(adviser)
    assert status(request, officer) == "unknown"
    with acting_as(officer, "test"):
        waiting = workflow.add_funder(request, key=uuid.uuid4(), body="Mutuelle fictive", asked_on=DAY)
    financial_aid.answered(request, officer)
    assert status(request, officer) == "no"
    with acting_as(officer, "test"):
        with pytest.raises(Refused, match="écrivez le montant"):
            workflow.answer_funder(waiting, answer="granted", answered_on=DAY)
        with pytest.raises(Refused, match="pas avant la demande"):
            workflow.answer_funder(waiting, answer="refused", answered_on=datetime.date(2026, 6, 9))
        workflow.answer_funder(waiting, answer="granted", answered_on=DAY, amount_cents=40_00)
    assert status(request, officer) == "yes"


def test_who_holds_the_ame_is_refused_by_the_law_whatever_was_said(adviser, fund):
    person = factories.person(fund)
    with pytest.raises(Refused, match="L’AME n’ouvre pas ces aides"):
        financial_aid.asked(adviser, person, scheme="ame")
    with acting_as(adviser, "test"):
        CoveragePeriod.objects.create(
            fund=fund, person=person, right="ame",
            validity=DateRange(datetime.date(2026, 1, 1), datetime.date(2027, 1, 1)),
            believed=DateRange(datetime.date(2026, 1, 1), None),
        )  # fmt: skip
    with pytest.raises(Refused, match="L’AME n’ouvre pas ces aides"):
        financial_aid.asked(adviser, person, scheme="insured")
    with pytest.raises(Refused, match="confort"):
        financial_aid.asked(adviser, comfort=True)


def test_more_than_what_is_left_is_refused(adviser):
    with pytest.raises(Refused, match="dépasse ce qui reste à payer"):
        financial_aid.asked(adviser, asked_cents=150_01)


def test_an_emergency_waits_for_the_evaluation_of_the_social_service(adviser, officer):
    request = financial_aid.asked(adviser, category="emergency")
    financial_aid.answered(request, officer)
    assert status(request, officer) == "unknown"
    with acting_as(officer, "test"):
        workflow.complete(request, social_evaluation_on=DAY)
    assert status(request, officer) == "yes"


def test_an_invoice_serves_once_whoever_asks_until_the_request_is_withdrawn(adviser, officer):
    first, other = financial_aid.asked(adviser), financial_aid.asked(adviser)
    content = pdf()
    financial_aid.paper(first, officer, content)
    with pytest.raises(Refused, match="sert déjà à une autre demande"):
        financial_aid.paper(other, officer, content, number="F-13")
    for again in (content, pdf(2)):
        with pytest.raises(Refused, match="est déjà jointe à cette demande"):
            financial_aid.paper(first, officer, again)
    with pytest.raises(Refused, match="avec ce numéro sert déjà"):
        financial_aid.paper(other, officer, pdf(2), issuer="OPTIQUE fictive")
    with pytest.raises(Refused, match="sa date et son montant"):
        financial_aid.paper(other, officer, pdf(3), number="", amount_cents=None)
    with acting_as(officer, "test"):
        workflow.withdraw(first)
    financial_aid.paper(other, officer, content)
    with acting_as(officer, "test"), pytest.raises(Refused, match="retirée"):
        workflow.add_funder(first, key=uuid.uuid4(), body="CCAS", asked_on=DAY)


def test_the_service_alone_sees_a_file_and_its_papers_and_the_author_that_it_was_asked(adviser, officer, fund):
    request = financial_aid.asked(adviser)
    financial_aid.answered(request, officer)
    financial_aid.paper(request, officer)
    everything = (FinancialAidRequest, FinancialAidFunder, FinancialAidPaper, Document)

    def seen_by(account) -> list[int]:
        with acting_as(account, "test"):
            return [model.objects.count() for model in everything]

    assert seen_by(officer) == [1, 1, 1, 1]
    assert seen_by(adviser) == [1, 0, 0, 0]
    not_members = [factories.account(role, at=fund) for role in (Role.RIGHTS_OFFICER, Role.MANAGER, Role.ADMINISTRATOR)]
    foreign = financial_aid.member(financial_aid.service(factories.fund()))
    for account in (*not_members, foreign):
        assert seen_by(account) == [0, 0, 0, 0]
    with acting_for(fund, "test"):  # a job that scans documents, and knows nobody's file
        assert [model.objects.count() for model in everything] == [0, 0, 0, 1]


def test_amounts_are_whole_cents_on_the_whole_way():
    """No float is written or read in these two rooms."""
    root = Path(workflow.__file__).parents[2]
    files = [path for room in ("domain", "web") for path in (root / room / "financial_aid").rglob("*.py")]
    found = [
        f"{path.name}:{node.lineno}"
        for path in files
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (isinstance(node, ast.Name) and node.id == "float")
        or (isinstance(node, ast.Constant) and isinstance(node.value, float))
        or (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div) and "money" in path.name)
        or (isinstance(node, ast.Attribute) and node.attr == "FloatField")
    ]
    assert len(files) > 10
    assert found == []
