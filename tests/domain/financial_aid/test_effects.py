"""What an aid made possible, and what the service counts of itself."""

import datetime
import uuid
from decimal import Decimal

import pytest
from django.utils import timezone

from allervers.domain.financial_aid import effects, figures
from allervers.domain.organisations.context import acting_as
from allervers.domain.pieces.refusals import Refused
from tests import factories, financial_aid

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def test_what_a_grant_made_possible_is_said_corrected_and_counted_for_the_service_alone():
    officer = financial_aid.member(financial_aid.service(factories.fund()))
    financial_aid.allocated(officer, 400_00)
    received = TODAY - datetime.timedelta(days=3)
    request = financial_aid.ready(officer, received_on=received)
    financial_aid.asked(officer, received_on=received)

    def said(effect, day=TODAY):
        with acting_as(officer, "test"):
            return effects.note(request, key=uuid.uuid4(), by=officer, effect=effect, known_on=day)

    with pytest.raises(Refused, match="Seule une aide accordée"):
        said("equipment")
    financial_aid.granted(request, officer)
    with pytest.raises(Refused, match="entre la décision et aujourd’hui"):
        said("equipment", received)
    assert said("unknown").pk == said("equipment").pk
    year = received.year
    with acting_as(officer, "test"):
        (row,) = figures.by_category(officer, year)
        told, others = figures.effects(officer, year), figures.other_funders(officer, year)
    assert (row.received, row.granted, row.refused, row.granted_cents, row.days) == (2, 1, 0, 150_00, Decimal("3.0"))
    assert told == [("Équipement reçu (lunettes, appareil, prothèse)", 1), ("Pas encore demandé", 0)]
    assert others == (1, 0)
    foreign = financial_aid.member(financial_aid.service(factories.fund()))
    with acting_as(foreign, "test"):
        assert figures.by_category(foreign, year) == []
