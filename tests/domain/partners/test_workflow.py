"""An agreement is noted once, corrected, withdrawn and brought back; figures follow; another fund is told nothing."""

import datetime
import uuid

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from allervers.domain.figures.facts.agreement_year import AgreementYearFact
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.roles import Role
from allervers.domain.partners import queries, words, workflow
from allervers.domain.partners.models import Agreement
from allervers.domain.partners.permissions import may_change, may_see
from allervers.domain.partners.queries import State
from allervers.domain.pieces.refusals import AlreadyUsed, Refused
from tests import factories
from tests.partners import SIGNED_ON, signed

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 6, 1)


@pytest.fixture
def manager():
    return factories.account(Role.MANAGER)


def years_counted():
    return sorted(fact.in_force_on.year for fact in AgreementYearFact.objects.all())


def test_one_form_is_one_agreement_and_figures_follow_it(manager):
    key, end = uuid.uuid4(), datetime.date(2027, 12, 30)
    agreement = signed(manager, key=key, ends_on=end)
    assert signed(manager, key=key, ends_on=end) == agreement
    with pytest.raises(AlreadyUsed):
        signed(manager, key=key, ends_on=None)

    with acting_as(manager, "test"):
        assert years_counted() == [2025, 2026]
        assert workflow.correct(agreement, seen=1, ends_on=datetime.date(2027, 12, 31), network="adoma")
        with pytest.raises(Refused, match="pendant que vous écriviez"), transaction.atomic():
            workflow.correct(agreement, seen=1, network="caf")
        assert years_counted() == [2025, 2026, 2027]
        assert {fact.network for fact in AgreementYearFact.objects.all()} == {"adoma"}
        assert workflow.correct(agreement, seen=2, ends_on=datetime.date(2025, 6, 1))
        assert years_counted() == []
        assert workflow.correct(agreement, seen=3, ends_on=None)
        assert years_counted() == list(range(2025, 2055)), "thirty years"

        assert workflow.withdraw(agreement, why="jamais signée")
        assert not workflow.withdraw(agreement, why="encore")
        assert years_counted() == []
        with pytest.raises(Refused, match="retirée"):
            workflow.correct(agreement, seen=5, network="caf")
        assert workflow.bring_back(agreement)
        assert not workflow.bring_back(agreement)
        assert len(years_counted()) == 30
        told = [event.pgh_context["why"] for event in agreement.events.order_by("pgh_id")]
        assert told == ["convention notée", *["correction"] * 3, "retrait", "retrait annulé"]


@pytest.mark.parametrize(
    ("wrong", "constraint"),
    [
        ({"ends_on": SIGNED_ON - datetime.timedelta(days=1)}, "agreement_ends_after_it_starts"),
        ({"signed_on": datetime.date(1889, 12, 31)}, "agreement_signed_on_possible"),
        ({"siret": "7328293200007"}, "agreement_siret_of_digits"),
        ({"kind": "regional"}, "agreement_kind_known"),
        ({"network": ""}, "agreement_names_a_network"),
    ],
)
def test_the_database_refuses_what_cannot_be(manager, wrong, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        signed(manager, **wrong)


def test_another_fund_and_other_roles_are_told_nothing(manager):
    agreement = signed(manager)
    with acting_as(manager, "test"):
        assert may_see(manager, agreement)
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            agreement.delete()
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            agreement.years.update(in_force_on=SIGNED_ON)
    colleague, foreign = factories.account(Role.ADVISER, at=manager.organisation), factories.account(Role.MANAGER)
    assert not any(rule(who, agreement) for rule in (may_see, may_change) for who in (colleague, foreign))
    for other in (foreign, factories.account(Role.NATIONAL_ANALYST)):
        with acting_as(other, "test"):
            assert not Agreement.objects.exists()
            assert not Agreement.pgh_event_model.objects.exists()
            assert not Agreement.objects.filter(pk=agreement.pk).update(network="caf")
            assert AgreementYearFact.objects.exists() is (other is not foreign), "figures are the nation's too"


def test_agreements_stand_by_how_many_days_are_left(manager):
    for left in (-1, 0, 30, 31, 90, 91):
        signed(manager, ends_on=TODAY + datetime.timedelta(days=left), network="udaf")
    signed(manager)
    with acting_as(manager, "test"):
        standing = queries.standing(manager.organisation, TODAY)
        assert (standing.in_force, standing.within_90, standing.within_30, standing.ended) == (6, 4, 2, 1)
        assert standing.networks == [("udaf", 5), ("caf", 1)]
        found = {
            state: queries.agreements_of(manager.organisation).filter(queries.in_state(state, TODAY)).count()
            for state in ("", *State.values)
        }
    assert list(found.values()) == [7, 6, 4, 2, 1, 0]


@pytest.mark.parametrize(
    ("typed", "word"),
    [("CCAS / CIAS", "ccas"), ("restos-du-coeur", "restos_du_coeur"), ("Emmaus", "emmaus"), ("Le  Bus", "Le Bus"),
     ("France Terre d'Asile", "france_terre_d_asile"), ("adoma", "adoma"), ("Restos du cœur", "restos_du_coeur")],
)  # fmt: skip
def test_a_network_is_known_by_its_names(typed, word):
    assert words.network(typed) == word


@pytest.mark.parametrize(
    ("digits", "right"),
    [
        ("73282932000074", True),
        ("35600000009075", True),
        ("73282932000075", False),
        ("7328293200007", False),
        ("", False),
    ],
)
def test_the_key_of_a_siret_is_checked(digits, right):
    assert words.is_siret(digits) is right
