"""A list comes in: each person once in their fund, with every reason; what was decided stays decided."""

import datetime

import pytest
from django.utils import timezone

from allervers.domain.detections import workflow
from allervers.domain.detections.codes import Status
from allervers.domain.detections.lists import TakenIn, take_in
from allervers.domain.detections.models import Detection, DetectionReason
from allervers.domain.detections.queries import of_target, off_lists, to_examine
from allervers.domain.organisations.context import acting_as
from allervers.domain.organisations.models import Organisation
from allervers.domain.organisations.roles import Role
from allervers.domain.referrals.models import Referral
from allervers.population.files import Refused
from allervers.population.lists import opened
from tests import factories
from tests.population.test_lists import RIGHT, written

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
A_MONTH_AGO = TODAY - datetime.timedelta(days=30)


@pytest.fixture
def adviser():
    return factories.account(Role.ADVISER)


@pytest.fixture
def hand_over(tmp_path, adviser):
    """`hand_over(row, row…)` takes in a list of these rows, of the adviser's fund unless they say another."""

    def take(*rows, day=TODAY, **options) -> TakenIn:
        file = written(tmp_path / "list.parquet", *(row_of(adviser.organisation, **row) for row in rows))
        with opened(file) as listed:
            return take_in(listed, day, **options)

    return take


def row_of(fund, number=12, target="rsa_without_c2s", **fields):
    defaults = {"person_id": number, "household_id": number // 2, "fund_code": fund.code, "target": target}
    return RIGHT | defaults | fields


def waiting(adviser):
    with acting_as(adviser, "test"):
        return list(to_examine(adviser.organisation_id).prefetch_related("reasons"))


def decide(adviser, reason="already_done", note=""):
    (detection,) = waiting(adviser)
    with acting_as(adviser, "test"):
        shown = {each.pk for each in detection.reasons.all()}
        return workflow.set_aside(detection, adviser=adviser, reason=reason, note=note, shown=shown)


def test_a_person_on_two_targets_is_listed_once_with_both_reasons(adviser, hand_over):
    taken = hand_over({"priority": 3}, {"target": "masks", "priority": 2, "reason": "Six masques."}, {"number": 14})
    assert taken == TakenIn(detections=2, reasons=3, left=0)
    first, second = waiting(adviser)
    assert (first.person_number, first.priority, second.person_number) == (14, 1, 12)
    assert second.priority == 2
    assert [reason.sentence for reason in second.reasons.all()] == ["Six masques.", RIGHT["reason"]]


def test_the_same_list_twice_adds_nothing(adviser, hand_over):
    rows = [{"number": number} for number in range(10)]
    hand_over(*rows)
    with acting_as(adviser, "test"):
        before = list(Detection.objects.order_by("pk").values()), list(DetectionReason.objects.order_by("pk").values())
    assert hand_over(*rows) == TakenIn()
    with acting_as(adviser, "test"):
        after = list(Detection.objects.order_by("pk").values()), list(DetectionReason.objects.order_by("pk").values())
    assert after == before


def test_each_fund_receives_its_own_persons(adviser, hand_over):
    other = factories.account(Role.ADVISER)
    hand_over({}, {"number": 13, "fund_code": other.organisation.code})
    assert [detection.person_number for detection in waiting(adviser)] == [12]
    assert [detection.person_number for detection in waiting(other)] == [13]


def test_a_later_list_says_since_when_and_until_when(adviser, hand_over):
    hand_over({}, {"number": 14}, day=A_MONTH_AGO)
    taken = hand_over({"reason": "Toujours le RSA.", "priority": 2}, {"number": 16})
    assert taken == TakenIn(detections=1, reasons=1, left=1)
    new, still = waiting(adviser)
    assert (still.listed_since, still.last_listed_on, still.priority) == (A_MONTH_AGO, TODAY, 2)
    assert still.reasons.all()[0].sentence == "Toujours le RSA."
    assert new.listed_since == TODAY
    with acting_as(adviser, "test"):
        (left,) = off_lists(adviser.organisation_id)
    assert (left.person_number, left.last_listed_on) == (14, A_MONTH_AGO)


def test_a_list_of_another_target_takes_nobody_away(adviser, hand_over):
    hand_over({}, day=A_MONTH_AGO)
    assert hand_over({"number": 14, "target": "masks"}).left == 0
    assert len(waiting(adviser)) == 2


def test_a_reason_that_no_longer_holds_is_kept_apart_while_another_holds(adviser, hand_over):
    hand_over({"priority": 1}, {"target": "masks", "priority": 5}, day=A_MONTH_AGO)
    assert hand_over({"number": 14}).left == 0
    _, second = waiting(adviser)
    assert (second.person_number, second.priority) == (12, 5)
    assert [(reason.target, reason.is_current) for reason in second.reasons.all()] == [
        ("rsa_without_c2s", False),
        ("masks", True),
    ]


def test_who_left_a_list_and_comes_back_is_to_be_examined_again(adviser, hand_over):
    hand_over({}, day=A_MONTH_AGO)
    hand_over({"number": 14}, day=A_MONTH_AGO + datetime.timedelta(days=1))
    taken = hand_over({}, {"number": 14})
    assert taken == TakenIn()
    assert waiting(adviser)[0].listed_since == A_MONTH_AGO


def test_what_was_set_aside_does_not_come_back_with_the_same_reason(adviser, hand_over):
    hand_over({}, day=A_MONTH_AGO)
    decide(adviser)
    assert hand_over({"reason": "Dit autrement."}) == TakenIn()
    assert waiting(adviser) == []
    with acting_as(adviser, "test"):
        reason = DetectionReason.objects.get()
    assert (reason.sentence, reason.last_listed_on) == (RIGHT["reason"], TODAY)


def test_another_reason_brings_the_person_back_with_that_reason_alone(adviser, hand_over):
    hand_over({})
    decide(adviser)
    assert hand_over({}, {"target": "masks"}) == TakenIn(detections=1, reasons=1)
    (again,) = waiting(adviser)
    assert [reason.target for reason in again.reasons.all()] == ["masks"]


@pytest.mark.parametrize("reason", ["declined", "left_fund", "deceased"])
def test_nothing_brings_back_who_declined_left_or_died(adviser, hand_over, reason):
    hand_over({})
    decide(adviser, reason)
    assert hand_over({}, {"target": "masks"}) == TakenIn(reasons=1)
    assert hand_over({}, {"target": "masks"}) == TakenIn()
    assert waiting(adviser) == []


def test_what_became_a_referral_does_not_come_back(adviser, hand_over):
    hand_over({})
    (detection,) = waiting(adviser)
    with acting_as(adviser, "test"):
        shown = {each.pk for each in detection.reasons.all()}
        made = Referral(**factories.referral_fields(adviser.organisation))
        workflow.refer(detection, made, sender=adviser, shown=shown)
    assert hand_over({}) == TakenIn()
    with acting_as(adviser, "test"):
        (kept,) = Detection.objects.all()
    assert (kept.status, kept.referral_id) == (Status.REFERRED, made.pk)


def test_a_trial_counts_everything_and_writes_nothing(adviser, hand_over):
    assert hand_over({}, {"number": 14}, dry_run=True) == TakenIn(detections=2, reasons=2)
    assert waiting(adviser) == []


def test_many_rows_come_in_by_portions(adviser, hand_over, monkeypatch):
    monkeypatch.setattr("allervers.domain.detections.lists.ROWS_AT_ONCE", 3)
    told = []
    rows = [{"number": number, "target": target} for number in range(5) for target in ("masks", "rsa_without_c2s")]
    assert hand_over(*rows, told=lambda done, of: told.append((done, of))) == TakenIn(detections=5, reasons=10)
    assert told == [(0, 10), (3, 10), (6, 10), (9, 10), (10, 10)]


def test_the_list_of_a_target_is_found_by_its_target(adviser, hand_over):
    hand_over({}, {"number": 14, "target": "masks"})
    with acting_as(adviser, "test"):
        found = of_target(to_examine(adviser.organisation_id), "masks")
        assert [detection.person_number for detection in found] == [14]


# --- Refused, and nothing is written ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"fund_code": "999"}, "ligne 2, champ fund_code : caisse inconnue « 999 »"),
        ({"fund_code": "cnam"}, "caisse inconnue « cnam »"),
        (
            {"fund_code": "012"},
            "012 est un ancien code, attendu la caisse qui l'a reprise : 011 (CPAM Bourg-en-Bresse)",
        ),
        ({"fund_code": "991"}, "991 est un ancien code, attendu une caisse en activité"),
        ({"reason": "Numéro 184037511600176."}, "ligne 2, champ reason : contient un numéro de sécurité sociale"),
    ],
)
def test_a_row_that_cannot_be_is_named_and_nothing_is_written(adviser, hand_over, change, expected):
    assert Organisation.objects.filter(code="011").exists()
    with pytest.raises(Refused) as refusal:
        hand_over({}, {"number": 14} | change)
    assert expected in str(refusal.value)
    assert waiting(adviser) == []


@pytest.mark.parametrize("days", [-40, 900])
def test_a_list_may_be_of_any_day_and_is_kept_from_the_day_it_came(adviser, hand_over, days):
    day = TODAY - datetime.timedelta(days=days)
    hand_over({}, day=day)
    (detection,) = waiting(adviser)
    assert (detection.last_listed_on, detection.last_received_on) == (day, TODAY)
    with acting_as(adviser, "test"):
        Detection.objects.update(last_received_on=A_MONTH_AGO)
    assert hand_over({}, day=day) == TakenIn()
    assert waiting(adviser)[0].last_received_on == TODAY


@pytest.mark.parametrize("day", [datetime.date.min, datetime.date(1999, 12, 31), datetime.date(9999, 12, 31)])
def test_a_list_of_a_day_that_nobody_means_keeps_no_later_one_out(adviser, hand_over, day):
    with pytest.raises(Refused, match=f"liste du {day}, attendu un jour depuis 2000, à un an d'ici au plus"):
        hand_over({}, day=day)
    assert waiting(adviser) == []
    hand_over({}, day=TODAY + datetime.timedelta(days=366))
    assert len(waiting(adviser)) == 1


def test_an_older_list_cannot_follow_a_later_one(adviser, hand_over):
    hand_over({})
    with pytest.raises(Refused, match="attendu une liste plus récente"):
        hand_over({"number": 14}, day=A_MONTH_AGO)
    hand_over({"number": 14, "target": "masks"}, day=A_MONTH_AGO)
    assert len(waiting(adviser)) == 2
