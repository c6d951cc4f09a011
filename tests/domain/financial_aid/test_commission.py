"""The commission: money never below zero, votes that nobody gives for themselves, decisions that do not change."""

import hashlib
import uuid

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from allervers.domain.documents import workflow as documents
from allervers.domain.financial_aid import budgets, deciding, letters, sessions
from allervers.domain.financial_aid.models import (
    FinancialAidBudget,
    FinancialAidDecision,
    FinancialAidMovement,
    FinancialAidRequest,
    FinancialAidSession,
)
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.roles import Role
from allervers.domain.pieces.refusals import AlreadyUsed, Refused
from allervers.law.wording import euros
from tests import factories, financial_aid

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def officer():
    return financial_aid.member(financial_aid.service(factories.fund()))


@pytest.fixture
def session(officer):
    return financial_aid.session(officer, days=-30)


@pytest.fixture
def members(session):
    return financial_aid.seated(session, 2)


def decided(line, officer, granted=True, amount=150_00, reason="Reste à charge trop élevé.") -> FinancialAidDecision:
    with acting_as(officer, "test"):
        return deciding.decide(
            line, key=uuid.uuid4(), by=officer, granted=granted, reason=reason, amount_cents=amount if granted else 0
        )


def totals(officer) -> tuple[int, int, int, int]:
    with acting_as(officer, "test"):
        row = FinancialAidBudget.objects.get()
    return row.allocated_cents, row.reserved_cents, row.paid_cents, row.free_cents


def test_a_session_grants_and_the_money_is_reserved_with_its_letter(officer, session, members):
    financial_aid.allocated(officer, 400_00)
    line = financial_aid.on_agenda(session, officer)
    with pytest.raises(Refused, match="quorum"):
        decided(line, officer)
    financial_aid.voted(line, members)
    with pytest.raises(Refused, match="Une décision a un motif"):
        decided(line, officer, reason="  ")
    with pytest.raises(Refused, match="plus que ce qui reste à payer"):
        decided(line, officer, amount=150_01)
    with pytest.raises(Refused, match="Les votes disent le contraire"):
        decided(line, officer, granted=False)
    decision = decided(line, officer)
    assert totals(officer) == (400_00, 150_00, 0, 250_00)
    with acting_as(officer, "test"):
        request = FinancialAidRequest.objects.get()
        assert (request.state, decision.votes_for, decision.votes_against) == ("granted", 2, 0)
        assert f"Une aide de {euros(150_00)} vous est accordée." in decision.letter.content["sections"][0]["text"]
        assert letters.pdf(decision.letter).startswith(b"%PDF-")
        with pytest.raises(Refused, match="déjà décidé"):
            decided(line, officer)


def test_a_decision_never_changes_a_correction_names_it(officer, session, members):
    financial_aid.allocated(officer, 400_00)
    first = decided(financial_aid.voted(financial_aid.on_agenda(session, officer), members), officer)
    with acting_as(officer, "test"):
        for change in ({"amount_cents": 1}, {"reason": "autre"}):
            with pytest.raises(DatabaseError), transaction.atomic():
                FinancialAidDecision.objects.filter(pk=first.pk).update(**change)
        assert sessions.close(session, by=officer) == sessions.close(session, by=officer)
        with pytest.raises(Refused, match="close"):
            sessions.lay_agenda(session)
    later = financial_aid.session(officer)
    members = financial_aid.seated(later, 2)
    with acting_as(officer, "test"):
        line = sessions.review(later, first.request, why="La mutuelle a payé.")
    again = decided(financial_aid.voted(line, members, "against"), officer, granted=False, reason="Payé par ailleurs.")
    assert again.corrects == first
    assert totals(officer) == (400_00, 0, 0, 400_00)
    with acting_as(officer, "test"):
        assert deciding.current(first.request) == again
        assert "Cette décision remplace celle du" in str(again.letter.content)


def test_what_may_be_looked_at_again_and_where(officer, session, members):
    financial_aid.allocated(officer, 400_00)
    line = financial_aid.on_agenda(session, officer)
    coming, later = financial_aid.session(officer, days=1), financial_aid.session(officer, days=30)

    def review(at, why="Recours."):
        with acting_as(officer, "test"):
            return sessions.review(at, line.request, why=why)

    with pytest.raises(Refused, match="Seule une demande accordée ou refusée"):
        review(coming)
    decision = decided(financial_aid.voted(line, members, "against"), officer, granted=False)
    with pytest.raises(Refused, match="Choisissez une séance à venir"):
        review(session)
    assert review(coming) == review(coming)
    with pytest.raises(Refused, match="déjà à l’ordre du jour de la séance"):
        review(later)
    with acting_as(officer, "test"):
        assert list(sessions.to_come(coming.service_id)) == [coming, later]
        assert deciding.current(line.request) == decision
        with pytest.raises(Refused, match="n’a pas encore eu lieu"):
            sessions.close(coming, by=officer)
        # Whatever the application does, the database keeps a session open until its day.
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            FinancialAidSession.objects.filter(pk=coming.pk).update(closed_at=timezone.now())


def test_nobody_votes_on_their_own_file_or_a_relative_s_nor_without_a_seat(officer, session):
    at = officer.organisation
    person = factories.person(at, birth_name="Écran", first_name="Ève")
    line = financial_aid.on_agenda(session, officer, person)
    own, relative, other = financial_aid.seated(session, 3, names=[("Ève", "ECRAN"), ("Jo", "A"), ("Al", "B")])
    absent = financial_aid.member(officer.memberships.get().service, Role.AID_COMMISSION_MEMBER)
    with acting_as(relative, "test"):
        sessions.declare_link(line.request, relative, "relative", by=relative)
    for account, sentence in ((own, "propre dossier"), (relative, "propre dossier"), (absent, "membres présents")):
        with acting_as(account, "test"), pytest.raises(Refused, match=sentence):
            sessions.vote(line, "for", by=account)
    with acting_as(other, "test"):
        assert sessions.vote(line, "for", by=other) == sessions.vote(line, "for", by=other)
        with pytest.raises(Refused, match="un vote ne change pas"):
            sessions.vote(line, "against", by=other)


def test_urgent_aid_is_capped_and_ratified_by_the_next_session(officer, session, members):
    financial_aid.allocated(officer, 400_00)
    request = financial_aid.ready(officer)

    def urgently(amount):
        with acting_as(officer, "test"):
            return deciding.decide_urgently(
                request, key=uuid.uuid4(), by=officer, reason="Plus de lunettes.", amount_cents=amount
            )

    with pytest.raises(Refused, match="Aucune séance close"):
        urgently(50_00)
    with acting_as(officer, "test"):
        sessions.close(session, by=officer)
    with pytest.raises(Refused, match="plafond"):
        urgently(100_01)
    assert urgently(100_00).delegated_by == session
    later = financial_aid.session(officer)
    sitting = financial_aid.seated(later, 2)
    with acting_as(officer, "test"):
        with pytest.raises(Refused, match="1 aide urgente à ratifier"):
            sessions.close(later, by=officer)
        assert sessions.lay_agenda(later) == 1
        line = later.lines.get()
        with pytest.raises(Refused, match="quorum"):
            deciding.ratify(line, by=officer)
    financial_aid.voted(line, sitting)
    with acting_as(officer, "test"):
        assert deciding.ratify(line, by=officer).ratified
        assert sessions.close(later, by=officer).is_closed


def urgently(request, officer, cents=100_00, key=None, reason="Plus de lunettes."):
    with acting_as(officer, "test"):
        key = key or uuid.uuid4()
        return deciding.decide_urgently(request, key=key, by=officer, reason=reason, amount_cents=cents)


def test_urgent_aid_on_a_request_that_is_already_on_an_agenda_is_ratified_there(officer, session, members):
    financial_aid.allocated(officer, 400_00)
    with acting_as(officer, "test"):
        sessions.close(session, by=officer)
    later = financial_aid.session(officer)
    sitting = financial_aid.seated(later, 2)
    line = financial_aid.on_agenda(later, officer)
    urgently(line.request, officer)
    with acting_as(officer, "test"):
        assert [each.to_ratify for each in sessions.lines_of(later)] == [True]
        assert sessions.lay_agenda(later) == 0
    financial_aid.voted(line, sitting)
    with pytest.raises(Refused, match="est à ratifier"):
        decided(line, officer)
    with acting_as(officer, "test"):
        assert deciding.ratify(line, by=officer) == deciding.ratify(line, by=officer)
        assert [each.to_ratify for each in sessions.lines_of(later)] == [False]
        assert sessions.close(later, by=officer).is_closed


def test_urgent_aid_that_was_ratified_may_be_corrected_and_then_waits_for_nobody(officer, session, members):
    financial_aid.allocated(officer, 400_00)
    request = financial_aid.ready(officer)
    with acting_as(officer, "test"):
        sessions.close(session, by=officer)
    first = urgently(request, officer)
    second = financial_aid.session(officer)
    sitting = financial_aid.seated(second, 2)
    with acting_as(officer, "test"):
        sessions.lay_agenda(second)
        line = second.lines.get()
    financial_aid.voted(line, sitting, "against")
    with acting_as(officer, "test"):
        assert not deciding.ratify(line, by=officer).ratified
    assert decided(line, officer, granted=False).corrects == first
    with acting_as(officer, "test"), pytest.raises(Refused, match="Aucune aide urgente"):
        deciding.ratify(line, by=officer)


def test_urgent_aid_of_nothing_is_refused(officer, session, members):
    request = financial_aid.ready(officer)
    with acting_as(officer, "test"):
        sessions.close(session, by=officer)
    with pytest.raises(Refused, match="au moins un centime"):
        urgently(request, officer, 0)


def test_a_decision_sent_again_with_other_answers_is_refused(officer, session, members):
    financial_aid.allocated(officer, 400_00)
    line, key = financial_aid.voted(financial_aid.on_agenda(session, officer), members), uuid.uuid4()
    said = {"granted": True, "reason": "Reste à charge.", "amount_cents": 100_00}
    with acting_as(officer, "test"):
        first = deciding.decide(line, key=key, by=officer, **said)
        assert deciding.decide(line, key=key, by=officer, **said) == first
        for other in ({"granted": False}, {"reason": "Autre."}, {"amount_cents": 1}):
            with pytest.raises(AlreadyUsed):
                deciding.decide(line, key=key, by=officer, **said | other)
        sessions.close(session, by=officer)
        assert deciding.decide(line, key=key, by=officer, **said) == first
        with pytest.raises(Refused, match="close"):
            deciding.decide(line, key=uuid.uuid4(), by=officer, **said)
    request, key = financial_aid.ready(officer), uuid.uuid4()
    assert urgently(request, officer, 50_00, key) == urgently(request, officer, 50_00, key)
    for other in ({"cents": 60_00}, {"reason": "Autre."}):
        with pytest.raises(AlreadyUsed):
            urgently(request, officer, **{"cents": 50_00, "key": key} | other)


def test_money_sent_again_for_another_budget_is_refused(officer):
    where, key = (officer.memberships.get().service, officer.organisation), uuid.uuid4()
    said = {"key": key, "by": officer, "why": "Délibération."}
    with acting_as(officer, "test"):
        first = budgets.allocate(*where, TODAY.year, "optical", 1_00, **said)
        assert budgets.allocate(*where, TODAY.year, "optical", 1_00, **said) == first
        for year, category in ((TODAY.year + 1, "optical"), (TODAY.year, "dental")):
            with pytest.raises(AlreadyUsed):
                budgets.allocate(*where, year, category, 1_00, **said)


def test_an_agenda_costs_the_same_whatever_waits(officer, session, django_assert_max_num_queries):
    for _ in range(4):
        financial_aid.ready(officer)
    with acting_as(officer, "test"), django_assert_max_num_queries(9):
        assert sessions.lay_agenda(session) == 4


def test_minutes_are_kept_with_their_digest_and_name_nobody_who_asks(officer, session, members):
    person = factories.person(officer.organisation, birth_name="Zabulon")
    line = financial_aid.on_agenda(session, officer, person)
    with acting_as(officer, "test"):
        told = sessions.minutes_of(session)
        closed = sessions.close(session, by=officer)
        content = documents.content_of(closed.minutes)
    assert "Zabulon".casefold() not in str(told).casefold()
    assert told["lines"][0]["reference"] == line.request.reference
    assert told["lines"][0]["outcome"] == "Reportée"
    assert hashlib.sha256(content).hexdigest() == closed.minutes_sha256


def test_a_budget_is_given_and_never_taken_below_what_is_reserved(officer, session, members):
    with acting_as(officer, "test"), pytest.raises(Refused, match="Aucun budget"):
        budgets.reserve(session.service_id, session.fund_id, TODAY.year, "optical", 1, cause=uuid.uuid4(), by=officer)
    financial_aid.allocated(officer, 100_00)
    cause = uuid.uuid4()
    with acting_as(officer, "test"):
        where = (session.service_id, session.fund_id, TODAY.year, "optical")
        budgets.reserve(*where, 60_00, cause=cause, by=officer)
        with pytest.raises(Refused, match="reste pas assez"):
            budgets.reserve(*where, 40_01, cause=uuid.uuid4(), by=officer)
    with pytest.raises(Refused, match="reste pas assez"):
        financial_aid.allocated(officer, -40_01)
    with acting_as(officer, "test"):
        budgets.follow(cause, "pay", by=officer)
        with pytest.raises(Refused, match="déjà"):
            budgets.follow(cause, "pay", by=officer)
    assert totals(officer) == (100_00, 0, 60_00, 40_00)
    with acting_as(officer, "test"), pytest.raises(DatabaseError), transaction.atomic():
        FinancialAidBudget.objects.update(allocated_cents=10**9)


def test_another_fund_sees_neither_budget_nor_session(officer, session):
    financial_aid.allocated(officer, 1)
    foreign = financial_aid.member(financial_aid.service(factories.fund()))
    manager = factories.account(Role.MANAGER, at=officer.organisation)
    for account in (foreign, manager):
        with acting_as(account, "test"):
            assert [FinancialAidBudget.objects.count(), FinancialAidMovement.objects.count()] == [0, 0]
            assert sessions.FinancialAidSession.objects.count() == 0
