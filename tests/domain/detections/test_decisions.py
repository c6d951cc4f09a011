"""An adviser decides: once, for what they have read, and may take back."""

import datetime
import threading
import uuid

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from allervers.domain.accompaniment import workflow as casework
from allervers.domain.accompaniment.models import Accompaniment
from allervers.domain.detections import workflow
from allervers.domain.detections.codes import Status
from allervers.domain.detections.lists import take_in_fund
from allervers.domain.detections.models import Detection, DetectionReason
from allervers.domain.organisations.context import acting_as, acting_for
from allervers.domain.organisations.roles import Role
from allervers.domain.pieces.refusals import Refused
from allervers.domain.privacy.queries import forecast_of_detections
from allervers.domain.privacy.retention import erase_due_files
from allervers.domain.referrals.models import Referral
from tests import factories
from tests.domain.privacy.test_erasure import rows_that_hold

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
YEAR = datetime.timedelta(days=366)


@pytest.fixture
def adviser():
    return factories.account(Role.ADVISER)


@pytest.fixture
def detection(adviser):
    return factories.detection(adviser.organisation)


def shown(detection):
    return {reason.pk for reason in detection.reasons.all()}


def set_aside(adviser, detection, **fields):
    with acting_as(adviser, "test"):
        fields = {"reason": "already_done", "note": "", "shown": shown(detection)} | fields
        return workflow.set_aside(detection, adviser=adviser, **fields)


def refer(adviser, detection, **fields):
    with acting_as(adviser, "test"):
        made = Referral(**factories.referral_fields(adviser.organisation, **fields))
        return workflow.refer(detection, made, sender=adviser, shown=shown(detection))


def test_a_referral_is_counted_under_queries_whoever_sends_it(adviser, detection):
    referral, written = refer(adviser, detection)
    assert written
    assert (referral.detector_family, referral.detector_category) == ("internal", "queries_and_outbound")
    with acting_as(adviser, "test"):
        detection.refresh_from_db()
        trail = [(event.status, event.pgh_context["user"]) for event in detection.events.all()]
    assert (detection.status, detection.referral_id, detection.decided_by) == (Status.REFERRED, referral.pk, adviser)
    assert trail == [(Status.REFERRED, adviser.pk)]


def test_what_is_decided_cannot_be_decided_again(adviser, detection):
    set_aside(adviser, detection)
    with pytest.raises(Refused, match="entre-temps"):
        set_aside(adviser, detection)
    with pytest.raises(Refused, match="entre-temps"):
        refer(adviser, detection)
    with acting_as(adviser, "test"):
        assert Referral.objects.count() == 0


def test_a_reason_that_came_since_must_be_read_first(adviser, detection):
    with acting_as(adviser, "test"):
        seen = shown(detection)
    factories.detection(adviser.organisation, detection.person_number, masks="Six masques.")
    with pytest.raises(Refused, match="vient d’ajouter un motif"):
        set_aside(adviser, detection, shown=seen)


def test_what_left_the_lists_cannot_become_a_referral(adviser, detection):
    with acting_as(adviser, "test"):
        Detection.objects.update(is_listed=False)
    with pytest.raises(Refused, match="ne porte plus cette personne"):
        refer(adviser, detection)


def test_what_was_set_aside_by_mistake_is_taken_back(adviser, detection):
    set_aside(adviser, detection, reason="other", note="Mauvaise ligne.")
    with acting_as(adviser, "test"):
        workflow.take_back(detection)
        kept = Detection.objects.get()
        notes = [event.set_aside_note for event in kept.events.order_by("pgh_id")]
    assert (kept.status, kept.set_aside_note, kept.decided_by, kept.decided_at) == (Status.WAITING, "", None, None)
    assert notes == ["Mauvaise ligne.", ""]
    with acting_as(adviser, "test"), pytest.raises(Refused, match="n’est plus écartée"):
        workflow.take_back(detection)


def test_it_stays_set_aside_while_the_person_waits_for_another_reason(adviser, detection):
    set_aside(adviser, detection)
    with acting_as(adviser, "test"):
        take_in_fund(adviser.organisation, [], [[(detection.person_number, 7, "masks", "Masques.", 5, 1)]], TODAY)
        assert Detection.objects.count() == 2
        with pytest.raises(Refused, match="autre motif"):
            workflow.take_back(detection)
        assert Detection.objects.get(pk=detection.pk).status == Status.SET_ASIDE


@pytest.mark.parametrize(
    "change",
    [
        {"status": "set_aside"},
        {"status": "set_aside", "set_aside_reason": "whatever"},
        {"status": "set_aside", "set_aside_reason": "other"},
        {"status": "referred"},
        {"status": "x"},
        {"set_aside_reason": "declined"},
        {"decided_at": timezone.now()},
    ],
)
def test_the_database_refuses_a_decision_that_does_not_hold_together(adviser, detection, change):
    if change.get("status") == "set_aside":
        change = change | {"decided_at": timezone.now()}
    with acting_as(adviser, "test"), pytest.raises(DatabaseError), transaction.atomic():
        Detection.objects.update(**change)


def test_a_detection_cannot_become_the_referral_of_another_fund(adviser, detection):
    foreign = factories.referral(factories.fund())

    def tie():
        with acting_as(adviser, "test"), connection.cursor() as cursor:
            cursor.execute("set constraints all immediate")
            Detection.objects.update(status="referred", referral_id=foreign.pk, decided_at=timezone.now())

    with pytest.raises(DatabaseError, match="same_fund"), transaction.atomic():
        tie()


def test_a_fund_neither_sees_nor_writes_the_detections_of_another(detection):
    with acting_as(factories.account(Role.ADVISER), "test"):
        assert Detection.objects.count() == DetectionReason.objects.count() == 0
        assert Detection.objects.update(is_listed=False) == 0
    with acting_as(factories.account(Role.ADVISER), "test"), pytest.raises(DatabaseError), transaction.atomic():
        take_in_fund(detection.fund, [], [[(99, 7, "masks", "Masques.", 5, 1)]], TODAY)


# --- Kept for a time --------------------------------------------------------------------------------------------


def age(adviser, **fields):
    with acting_as(adviser, "test"):
        Detection.objects.update(**fields)


def test_what_was_set_aside_goes_after_twelve_months_and_then_may_come_back(adviser, detection):
    set_aside(adviser, detection, reason="other", note="Une précision reconnaissable")
    assert erase_due_files(adviser.organisation).detections == 0
    age(adviser, decided_at=timezone.now() - YEAR)
    with acting_as(adviser, "test"):
        assert forecast_of_detections(adviser.organisation_id, TODAY).due_now == 1
    assert erase_due_files(adviser.organisation).detections == 1
    with acting_as(adviser, "test"):
        assert Detection.objects.count() == DetectionReason.objects.count() == 0
        assert Detection.pgh_event_model.objects.count() == 0
    assert factories.detection(adviser.organisation, detection.person_number).status == Status.WAITING


def test_what_no_list_confirmed_for_twelve_months_goes(adviser, detection):
    age(adviser, last_received_on=TODAY - YEAR)
    assert erase_due_files(factories.fund()).detections == 0
    assert erase_due_files(adviser.organisation).detections == 1


def test_what_became_a_referral_goes_with_its_file(adviser, detection):
    referral, _ = refer(adviser, detection)
    age(adviser, last_received_on=TODAY - 3 * YEAR, decided_at=timezone.now() - 3 * YEAR)
    assert erase_due_files(adviser.organisation).detections == 0
    with acting_as(adviser, "test"):
        casework.close_in_triage(referral, adviser=adviser, reason="not_relevant", note="")
        Accompaniment.objects.update(closed_on=TODAY - 2 * YEAR)
    assert erase_due_files(adviser.organisation).files == 1
    with acting_as(adviser, "test"):
        assert Detection.objects.count() == DetectionReason.objects.count() == Referral.objects.count() == 0
        assert Detection.pgh_event_model.objects.count() == 0


# --- At the same moment -----------------------------------------------------------------------------------------


def at_once(first, second):
    """`second` runs in a thread of its own while `first` is not committed yet; what each gave, or raised."""
    found = {}

    def run():
        try:
            found["second"] = second()
        except Exception as error:
            found["second"] = error
        connection.close()

    other = threading.Thread(target=run)
    with transaction.atomic():
        found["first"] = first()
        other.start()
        other.join(0.7)
        assert "second" not in found, "the second did not wait"
    other.join()
    return found


@pytest.mark.django_db(transaction=True)
def test_two_advisers_decide_and_only_one_is_heard():
    adviser = factories.account(Role.ADVISER)
    colleague = factories.account(Role.ADVISER, at=adviser.organisation)
    detection = factories.detection(adviser.organisation)
    found = at_once(lambda: refer(adviser, detection), lambda: set_aside(colleague, detection))
    assert isinstance(found["second"], Refused)
    with acting_as(adviser, "test"):
        assert Detection.objects.get().status == Status.REFERRED
        assert Referral.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_form_sent_twice_at_once_makes_one_referral():
    adviser = factories.account(Role.ADVISER)
    detection = factories.detection(adviser.organisation)
    form = {"id": uuid.uuid4()}
    found = at_once(lambda: refer(adviser, detection, **form), lambda: refer(adviser, detection, **form))
    assert [found["first"][1], found["second"][1]] == [True, False]
    with acting_as(adviser, "test"):
        assert Referral.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_lists_at_once_write_each_person_once():
    fund = factories.fund()
    rows = [(number, 7, "masks", "Masques.", 5, number) for number in range(20)]

    def take():
        with acting_for(fund, "test"):
            with connection.cursor() as cursor:
                cursor.execute("select pg_advisory_xact_lock(hashtext('lists of detections'))")
            return take_in_fund(fund, ["masks"], [rows], TODAY).detections

    assert at_once(take, take) == {"first": 20, "second": 0}


@pytest.mark.django_db(transaction=True)
def test_the_database_alone_keeps_two_lists_from_writing_a_person_twice():
    fund = factories.fund()

    def take():
        with acting_for(fund, "test"):
            return take_in_fund(fund, ["masks"], [[(12, 7, "masks", "Masques.", 5, 1)]], TODAY).detections

    assert at_once(take, take) == {"first": 1, "second": 0}
    with acting_for(fund, "test"):
        assert (Detection.objects.count(), DetectionReason.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_a_reason_that_comes_while_an_adviser_decides_waits_for_them_in_a_new_detection():
    adviser = factories.account(Role.ADVISER)
    detection = factories.detection(adviser.organisation)

    def take():
        with acting_for(adviser.organisation, "test"):
            rows = [(detection.person_number, 7, "masks", "Masques.", 5, 1)]
            return take_in_fund(adviser.organisation, ["masks"], [rows], TODAY).detections

    assert at_once(lambda: set_aside(adviser, detection), take)["second"] == 1
    with acting_as(adviser, "test"):
        again = Detection.objects.get(status=Status.WAITING)
        assert [reason.target for reason in again.reasons.all()] == ["masks"]


@pytest.mark.django_db(transaction=True)
def test_after_the_erasure_nothing_of_a_detection_is_left_anywhere():
    adviser = factories.account(Role.ADVISER)
    detection = factories.detection(adviser.organisation, rsa_without_c2s="Une phrase reconnaissable")
    set_aside(adviser, detection, reason="other", note="Une précision reconnaissable")
    age(adviser, decided_at=timezone.now() - YEAR)
    erase_due_files(adviser.organisation)
    assert rows_that_hold("reconnaissable") == set()
