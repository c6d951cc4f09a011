"""What the workflow promises of a file, each promise tried on the file itself and on its trail."""

import datetime
import uuid

import pytest
from django.utils import timezone

from allervers.domain.accompaniment import workflow
from allervers.domain.accompaniment.codes import NOT_OPENED, ActionStatus, ClosureReason, ContactResult
from allervers.domain.accompaniment.models import Accompaniment, Action
from allervers.domain.figures.models import AccompanimentFact
from allervers.domain.organisations.context import acting_as, acting_for
from allervers.domain.organisations.models import Organisation
from allervers.domain.organisations.roles import Role
from allervers.domain.pieces.refusals import AlreadyUsed, Refused
from tests import factories

pytestmark = pytest.mark.django_db

NOT_REACHED = [result for result in ContactResult.values if result != ContactResult.REACHED]


@pytest.fixture
def adviser():
    return factories.account(Role.ADVISER)


@pytest.fixture
def at_work(adviser):
    with acting_as(adviser, "test"):
        yield


@pytest.fixture
def file(adviser):
    return factories.accompaniment(adviser)


@pytest.fixture
def waiting(adviser):
    return factories.referral(adviser.organisation)


def contact(referral, author, result, **what):
    given = {"at": timezone.now(), "channel": "phone", "incoming": False, "result": result, "note": "", **what}
    return workflow.note_contact(referral, contact_id=uuid.uuid4(), author=author, **given)


def reasons_recorded(accompaniment) -> list[str]:
    events = Accompaniment.pgh_event_model.objects.filter(pgh_obj_id=accompaniment.pk).order_by("pgh_id")
    return [event.pgh_context["why"] for event in events]


# --- Unreachable: two attempts that stayed without success -------------------------------------------------------


def try_to_close_as_unreachable(file, waiting, adviser, in_triage: bool):
    if in_triage:
        return workflow.close_in_triage(waiting, adviser=adviser, reason="unreachable")
    return workflow.close(file, reason="unreachable", outcomes=[])


@pytest.mark.parametrize("in_triage", [True, False])
@pytest.mark.parametrize("attempts", [0, 1])
def test_nobody_is_unreachable_before_two_attempts(at_work, adviser, file, waiting, attempts, in_triage):
    for referral in (file.referral, waiting):
        for _ in range(attempts):
            contact(referral, adviser, NOT_REACHED[0])
    with pytest.raises(Refused, match="au moins 2 tentatives de contact restées sans succès"):
        try_to_close_as_unreachable(file, waiting, adviser, in_triage)


@pytest.mark.parametrize("in_triage", [True, False])
@pytest.mark.parametrize("result", NOT_REACHED)
def test_after_two_attempts_a_person_is_unreachable(at_work, adviser, file, waiting, result, in_triage):
    for referral in (file.referral, waiting):
        contact(referral, adviser, result)
        contact(referral, adviser, result)
    closed = try_to_close_as_unreachable(file, waiting, adviser, in_triage)
    assert (closed.closure_reason, closed.closed_on) == ("unreachable", timezone.localdate())


@pytest.mark.parametrize("in_triage", [True, False])
def test_a_contact_in_which_the_person_was_reached_is_no_attempt(at_work, adviser, file, waiting, in_triage):
    for referral in (file.referral, waiting):
        contact(referral, adviser, NOT_REACHED[0])
        contact(referral, adviser, ContactResult.REACHED)
    with pytest.raises(Refused, match="au moins 2 tentatives"):
        try_to_close_as_unreachable(file, waiting, adviser, in_triage)


@pytest.mark.parametrize("reason", sorted(set(ClosureReason.values) - set(NOT_OPENED)))
def test_in_triage_one_closes_as_not_relevant_or_unreachable_only(at_work, adviser, waiting, reason):
    with pytest.raises(Refused, match="non pertinente ou injoignable"):
        workflow.close_in_triage(waiting, adviser=adviser, reason=reason)


# --- Entrusting ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [Organisation.Kind.FUND, Organisation.Kind.HANDLING_BODY])
def test_a_file_is_entrusted_to_another_fund_or_to_a_body_which_sees_this_file_and_no_other(adviser, file, kind):
    another_file = factories.accompaniment(adviser)
    body = factories.organisation(kind)
    with acting_as(adviser, "test"):
        workflow.hand_over(file, body=body, why="elle a déménagé")
        assert reasons_recorded(file)[-1] == f"confié à {body.code} : elle a déménagé"
    with acting_for(body, "test"):
        assert list(Accompaniment.objects.values_list("pk", flat=True)) == [file.pk]
    with acting_as(adviser, "test"):
        assert set(Accompaniment.objects.values_list("pk", flat=True)) == {file.pk, another_file.pk}


@pytest.mark.parametrize(
    "kind", [Organisation.Kind.PARTNER, Organisation.Kind.HEALTH_PROFESSIONAL, Organisation.Kind.NATIONAL]
)
def test_a_file_is_entrusted_to_nobody_else(adviser, file, kind):
    elsewhere = factories.organisation(kind)
    with acting_as(adviser, "test"):
        with pytest.raises(Refused, match="organisme gestionnaire ou à une autre caisse"):
            workflow.hand_over(file, body=elsewhere, why="test")
        assert Accompaniment.objects.get(pk=file.pk).handled_by is None


def test_taking_back_says_why_in_the_trail_and_takes_the_file_from_the_other_eyes(adviser, file):
    body = factories.organisation(Organisation.Kind.HANDLING_BODY)
    with acting_as(adviser, "test"):
        workflow.hand_over(file, body=body, why="test")
        workflow.take_back(file, why="elle est revenue")
        assert reasons_recorded(file)[-1] == "repris : elle est revenue"
    with acting_for(body, "test"):
        assert not Accompaniment.objects.exists()


# --- Closing and reopening -----------------------------------------------------------------------------------------


def test_a_reopened_file_has_no_trace_of_its_closure_but_in_the_trail(at_work, adviser, file):
    workflow.close(file, reason="care_obtained", outcomes=["gp_found"], note="dit au téléphone", care_types=["optical"])
    reopened = workflow.reopen(file, why="close trop tôt")
    assert (reopened.closed_on, reopened.closure_reason, reopened.closure_note, reopened.outcomes) == (None, "", "", [])
    assert reasons_recorded(file)[-1] == "réouverture : close trop tôt"
    fact = AccompanimentFact.objects.get(pk=file.pk)
    assert (fact.closed_on, fact.closure_reason, fact.outcomes) == (None, "", [])


def test_the_outcomes_of_the_second_closure_are_not_those_of_the_first(at_work, adviser, file):
    workflow.close(file, reason="care_obtained", outcomes=["gp_found", "ameli_account"])
    workflow.reopen(file, why="close trop tôt")
    workflow.close(file, reason="partial_success", outcomes=["financial_aid", "financial_aid"])
    fact = AccompanimentFact.objects.get(pk=file.pk)
    assert (fact.closure_reason, fact.outcomes) == ("partial_success", ["financial_aid"])


def test_what_was_closed_in_triage_is_not_reopened(at_work, adviser, waiting):
    closed = workflow.close_in_triage(waiting, adviser=adviser, reason="not_relevant")
    with pytest.raises(Refused, match="jamais été ouverte"):
        workflow.reopen(closed, why="test")


@pytest.mark.parametrize("reason", ["care_obtained", "success_without_care", "partial_success"])
def test_a_success_has_an_outcome(at_work, file, reason):
    with pytest.raises(Refused, match="au moins un gain"):
        workflow.close(file, reason=reason, outcomes=[])


def test_nothing_more_is_written_into_a_closed_file(at_work, adviser, file):
    action = workflow.plan_action(file, action_id=uuid.uuid4(), author=adviser, theme="rights", label="Appeler")
    workflow.close(file, reason="abandoned", outcomes=[])
    for write in (
        lambda: contact(file.referral, adviser, ContactResult.REACHED),
        lambda: workflow.plan_action(file, action_id=uuid.uuid4(), author=adviser, theme="rights", label="Écrire"),
        lambda: workflow.mark_action(action, status=ActionStatus.DONE),
        lambda: workflow.close(file, reason="declined", outcomes=[]),
        lambda: workflow.hand_over(file, body=factories.fund(), why="test"),
    ):
        with pytest.raises(Refused, match="déjà clos"):
            write()


# --- Actions -------------------------------------------------------------------------------------------------------


def marked(action, status, days_ago=0):
    """Mark an action; then let days pass since."""
    workflow.mark_action(action, status=status)
    if days_ago:
        past = timezone.localdate() - datetime.timedelta(days=days_ago)
        Action.objects.filter(pk=action.pk, done_on__isnull=False).update(done_on=past)
    return Action.objects.get(pk=action.pk)


def test_an_action_marked_done_on_two_days_was_done_on_the_first(at_work, adviser, file):
    action = workflow.plan_action(file, action_id=uuid.uuid4(), author=adviser, theme="rights", label="Appeler")
    first = marked(action, ActionStatus.DONE, days_ago=3).done_on
    assert marked(action, ActionStatus.DONE).done_on == first == timezone.localdate() - datetime.timedelta(days=3)


def test_an_action_to_do_again_and_done_again_was_done_on_the_second_day(at_work, adviser, file):
    action = workflow.plan_action(file, action_id=uuid.uuid4(), author=adviser, theme="rights", label="Appeler")
    marked(action, ActionStatus.DONE, days_ago=3)
    assert marked(action, ActionStatus.TO_DO).done_on is None
    assert marked(action, ActionStatus.DONE).done_on == timezone.localdate()


def test_a_dropped_action_says_since_when(at_work, adviser, file):
    action = workflow.plan_action(
        file, action_id=uuid.uuid4(), author=adviser, done=True, theme="rights", label="Appeler"
    )
    assert (action.status, action.done_on) == (ActionStatus.DONE, timezone.localdate())
    assert marked(action, ActionStatus.DROPPED).done_on == timezone.localdate()


def test_the_same_form_writes_once_and_with_other_answers_it_asks(at_work, adviser, file):
    form = uuid.uuid4()
    first = workflow.plan_action(file, action_id=form, author=adviser, theme="rights", label="Appeler")
    assert workflow.plan_action(file, action_id=form, author=adviser, theme="rights", label="Appeler") == first
    with pytest.raises(AlreadyUsed):
        workflow.plan_action(file, action_id=form, author=adviser, theme="rights", label="Écrire")
    assert Action.objects.filter(accompaniment=file).count() == 1
