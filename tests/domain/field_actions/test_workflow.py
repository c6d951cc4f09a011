"""An action is noted once, corrected, withdrawn and brought back; figures follow; another fund is told nothing."""

import uuid

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from allervers.domain.field_actions import queries, workflow
from allervers.domain.field_actions.codes import Team
from allervers.domain.field_actions.models import FieldAction
from allervers.domain.field_actions.permissions import may_change, may_see
from allervers.domain.field_actions.words import kept, why_not
from allervers.domain.figures.facts.field_action import FieldActionFact
from allervers.domain.figures.models import ChangedMonth
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.roles import Role
from allervers.domain.pieces.refusals import AlreadyUsed, Refused
from allervers.domain.referrals.codes import PartnerCategory
from tests import factories
from tests.field_actions import HELD_ON, noted

pytestmark = pytest.mark.django_db


@pytest.fixture
def adviser():
    return factories.account(Role.ADVISER)


def test_one_form_is_one_action_and_figures_follow_it(adviser):
    key = uuid.uuid4()
    action = noted(adviser, key=key, informed=30)
    assert noted(adviser, key=key, informed=30) == action
    with pytest.raises(AlreadyUsed):
        noted(adviser, key=key, informed=31)

    with acting_as(adviser, "test"):
        fact = FieldActionFact.objects.get()
        assert (fact.pk, fact.informed, fact.outside_premises) == (action.pk, 30, True)
        assert workflow.correct(action, seen=1, informed=31, outside_premises=None)
        assert not workflow.correct(action, seen=1, informed=31)
        fact.refresh_from_db()
        assert (fact.informed, fact.outside_premises) == (31, False)

        ChangedMonth.objects.all().delete()
        assert workflow.withdraw(action, why="notée deux fois")
        assert not workflow.withdraw(action, why="encore")
        assert not FieldActionFact.objects.exists()
        assert ChangedMonth.objects.filter(source="actions", month=HELD_ON.replace(day=1)).exists()
        with pytest.raises(Refused, match="retirée"):
            workflow.correct(action, seen=2, informed=32)
        assert not FieldActionFact.objects.exists()

        assert workflow.bring_back(action)
        assert not workflow.bring_back(action)
        assert FieldActionFact.objects.get().informed == 31
        action.refresh_from_db()
        assert (action.withdrawn_why, action.is_withdrawn) == ("", False)
        told = [event.pgh_context["why"] for event in action.events.order_by("pgh_id")]
        assert told == ["action d’aller-vers notée", "correction", "retrait", "retrait annulé"]


def test_who_corrects_an_action_that_somebody_corrected_meanwhile_is_told(adviser):
    action = noted(adviser)
    with acting_as(adviser, "test"):
        seen = workflow.version(action)
        assert workflow.correct(action, seen=seen, helped=5)
        assert not workflow.correct(action, seen=seen, helped=5), "the same, twice: nothing to tell"
        with pytest.raises(Refused, match="pendant que vous écriviez"), transaction.atomic():
            workflow.correct(action, seen=seen, informed=40, helped=None)
        with pytest.raises(Refused, match="pendant que vous écriviez"), transaction.atomic():
            workflow.correct(action, seen=None, informed=40)
        assert workflow.correct(action, seen=workflow.version(action), informed=40)


def test_the_database_refuses_a_withdrawal_without_a_reason_and_a_deletion(adviser):
    action = noted(adviser)
    with acting_as(adviser, "test"):
        with pytest.raises(IntegrityError, match="field_action_withdrawn_says_why"), transaction.atomic():
            workflow.withdraw(action, why="")
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            action.delete()


def test_another_fund_and_other_roles_are_told_nothing(adviser):
    action = noted(adviser)
    assert may_see(adviser, action)
    assert may_change(factories.account(Role.MANAGER, at=adviser.organisation), action)
    colleague = factories.account(Role.RIGHTS_OFFICER, at=adviser.organisation)
    foreign = factories.account(Role.ADVISER)
    assert not any(rule(who, action) for rule in (may_see, may_change) for who in (colleague, foreign))
    for other in (foreign, factories.account(Role.NATIONAL_ANALYST)):
        with acting_as(other, "test"):
            assert not FieldAction.objects.exists()
            assert not FieldAction.pgh_event_model.objects.exists()
            assert not FieldAction.objects.filter(pk=action.pk).update(informed=3)


def test_what_is_added_up_says_how_many_actions_give_no_number(adviser):
    noted(adviser, informed=30, partners=["caf", "Le Bus bleu"], services=["misas"], place="Gaillac")
    noted(adviser, informed=None, partners=["caf"], public="carers")
    workflow_withdrawn = noted(adviser, informed=500)
    with acting_as(adviser, "test"):
        workflow.withdraw(workflow_withdrawn, why="annulée")
        found = queries.counted(adviser.organisation)
        number, totals = queries.totals(found)
        assert number == 2
        assert {total.name: (total.persons, total.unsaid) for total in totals} == {
            "personnes ciblées ou invitées": (None, 2),
            "personnes informées": (30, 1),
            "personnes aidées": (None, 2),
            "rendez-vous individuels qui ont suivi": (None, 2),
        }
        assert queries.usual_words(adviser.organisation) == {
            "partners": ["caf", "Le Bus bleu"], "services": ["misas"], "place": ["Gaillac"],
        }  # fmt: skip
        for text, how_many in {"bus BLEU": 1, "gaillac": 1, "Mission accompagnement": 1, "aidants": 1, "%": 0}.items():
            assert queries.saying(found, text).count() == how_many, text


@pytest.mark.parametrize(
    ("typed", "word"),
    [("CAF", "caf"), ("  mission   locale ", "mission_locale"), ("crous  Albi", "CROUS Albi"), ("Emmaus", "emmaus")],
)
def test_a_name_that_is_known_is_kept_as_its_code_or_as_it_was_written(typed, word):
    assert kept(PartnerCategory, typed, ["CROUS Albi"]) == word


def test_what_an_exported_file_could_not_give_back_is_refused():
    assert kept(Team, "Pôle ouest") == "Pôle ouest"
    assert why_not("Pôle ouest, 2e étage") == ""
    assert "caractères" in why_not("x" * 61)
    assert "« | »" in why_not("a|b")
    assert "sécurité sociale" in why_not("1 84 03 75 116 001 76")
