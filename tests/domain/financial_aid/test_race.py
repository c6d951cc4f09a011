"""At the same moment, over several connections: money never passes zero, a form sent twice gives one batch, a vote
and the decision on it wait for each other."""

import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.utils import timezone

from allervers.domain.financial_aid import budgets, deciding, sessions
from allervers.domain.financial_aid.models import FinancialAidBudget
from allervers.domain.organisations.context import acting_as
from allervers.domain.pieces.refusals import Refused
from tests import factories, financial_aid

pytestmark = pytest.mark.django_db(transaction=True)


def test_fifty_grants_at_once_never_pass_zero():
    officer = financial_aid.member(financial_aid.service(factories.fund()))
    service = officer.memberships.get().service
    financial_aid.allocated(officer, 70_00)
    where = (service.pk, officer.organisation_id, timezone.localdate().year, "optical")
    told, gate = [], threading.Barrier(10)

    def grant():
        try:
            gate.wait()
            for _ in range(5):
                try:
                    with acting_as(officer, "test"):
                        budgets.reserve(*where, 10_00, cause=uuid.uuid4(), by=officer)
                    told.append("granted")
                except Refused:
                    told.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=grant) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (told.count("granted"), told.count("refused")) == (7, 43)
    with acting_as(officer, "test"):
        budget = FinancialAidBudget.objects.get()
    assert (budget.reserved_cents, budget.paid_cents, budget.free_cents) == (70_00, 0, 0)


def test_a_batch_sent_twice_at_once_is_one_batch():
    officer = financial_aid.member(financial_aid.service(factories.fund()))
    financial_aid.allocated(officer, 400_00)
    financial_aid.to_account(financial_aid.granted(financial_aid.ready(officer), officer), officer)
    key, gate = uuid.uuid4(), threading.Barrier(4)

    def send(_):
        try:
            gate.wait()
            return financial_aid.batch(officer, key).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(send, range(4))) == {key}


def test_a_decision_waits_for_the_vote_that_is_being_written():
    officer = financial_aid.member(financial_aid.service(factories.fund()))
    financial_aid.allocated(officer, 400_00)
    at = financial_aid.session(officer, quorum=1)
    first, second = financial_aid.seated(at, 2)
    line = financial_aid.voted(financial_aid.on_agenda(at, officer), [first])
    voted = threading.Event()

    def vote():
        try:
            with acting_as(second, "test"), transaction.atomic():
                sessions.vote(line, "for", by=second)
                voted.set()
                time.sleep(0.5)
        finally:
            voted.set()
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(vote)
        voted.wait()
        with acting_as(officer, "test"):
            said = {"granted": True, "reason": "Reste à charge.", "amount_cents": 100_00}
            decision = deciding.decide(line, key=uuid.uuid4(), by=officer, **said)
        done.result()
    assert decision.votes_for == 2
