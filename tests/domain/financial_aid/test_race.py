"""Fifty grants at once, with as many connections: what is reserved never passes what is allocated."""

import threading
import uuid

import pytest
from django.db import connection
from django.utils import timezone

from allervers.domain.financial_aid import budgets
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
