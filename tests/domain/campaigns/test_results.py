"""What a campaign changed: outcomes by file, both groups as they were drawn, and nothing said that cannot be."""

import datetime

import pytest
from django.utils import timezone

from allervers.domain.campaigns import results, sending
from allervers.domain.campaigns.impact import Arm, Household, effect
from allervers.domain.campaigns.models import Campaign, Member, Outcome, Sending
from allervers.domain.campaigns.outcomes_file import bring_in
from allervers.domain.organisations.context import acting_for
from allervers.domain.outbox.codes import State
from tests import factories
from tests.domain.campaigns.made import frozen, line

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
KEYS = (
    *("audience", "excluded", "holdout", "treated", "sent", "uncertain", "failed", "delivered", "bounced"),
    *("rate_treated", "rate_holdout", "difference", "low", "high", "method", "smallest_detectable"),
)


@pytest.fixture
def fund():
    return factories.fund()


@pytest.fixture(autouse=True)
def within(fund):
    with acting_for(fund, "test"):
        yield


def launched(fund, folder, lines, **more):
    campaign = frozen(fund, folder, lines, **{"holdout": "0.5", **more})
    sending.plan(campaign)
    campaign.refresh_from_db()
    return campaign


def outcomes(folder, days):
    """`days`: number → days after today."""
    path = folder / "outcomes.csv"
    said = "".join(f"{number};{TODAY + datetime.timedelta(days=day)}\n" for number, day in days.items())
    path.write_text("person_ref;on\n" + said)
    return path


def arms(campaign):
    treated = Member.objects.filter(campaign=campaign, arm="treated").values_list("number", flat=True)
    holdout = Member.objects.filter(campaign=campaign, arm="holdout").values_list("number", flat=True)
    return list(treated), list(holdout)


def test_rates_of_both_groups_and_their_interval(fund, tmp_path):
    campaign = launched(fund, tmp_path, [line(number) for number in range(200)])
    treated, holdout = arms(campaign)
    days = dict.fromkeys(treated[:30], 10) | dict.fromkeys(holdout[:12], 90) | {treated[40]: 91, holdout[50]: -1}
    report = bring_in(campaign, outcomes(tmp_path, days | {"9999": 1}), TODAY)
    assert (report.lines, report.kept, report.unchanged, report.unknown) == (45, 44, 0, 1)
    said = results.to_json(campaign, 90)
    assert [key for key in KEYS if key not in said] == []
    assert (said["rate_treated"], said["rate_holdout"], said["method"]) == (0.3, 0.12, "newcombe")
    expected = effect(Arm.single(30, 100), Arm.single(12, 100))
    assert (said["low"], said["high"]) == (round(expected.low, 6), round(expected.high, 6))
    assert said["smallest_detectable"] == pytest.approx(0.157, abs=0.001)
    assert said["final_on"] == str(TODAY + datetime.timedelta(days=90))
    assert results.to_json(campaign, 30)["rate_holdout"] == 0


def test_households_of_several_are_told_by_households(fund, tmp_path):
    campaign = launched(fund, tmp_path, [line(number, household=number // 3) for number in range(120)])
    treated, holdout = arms(campaign)
    bring_in(campaign, outcomes(tmp_path, dict.fromkeys([*treated[:9], *treated[30:32], *holdout[:4]], 1)), TODAY)
    said = results.to_json(campaign, 90)
    assert said["method"] == "cluster"

    def by_household(numbers, had):
        houses = {}
        for number in numbers:
            houses.setdefault(int(number) // 3, []).append(number in had)
        return Arm.of(Household(len(members), sum(members)) for members in houses.values())

    expected = effect(by_household(treated, {*treated[:9], *treated[30:32]}), by_household(holdout, {*holdout[:4]}))
    assert (said["low"], said["high"]) == (round(expected.low, 6), round(expected.high, 6))


def test_everybody_counts_in_their_group_reached_or_not(fund, tmp_path):
    campaign = launched(fund, tmp_path, [line(number) for number in range(20)])
    Sending.objects.update(state=State.WITHDRAWN, why="test", settled_at=timezone.now())
    treated, _ = arms(campaign)
    bring_in(campaign, outcomes(tmp_path, dict.fromkeys(treated[:5], 0)), TODAY)
    assert results.to_json(campaign, 90)["rate_treated"] == 0.5


def test_the_same_outcomes_twice_change_nothing_and_a_later_file_corrects(fund, tmp_path):
    campaign = launched(fund, tmp_path, [line(number) for number in range(4)])
    bring_in(campaign, outcomes(tmp_path, {"1": 3, "2": 4}), TODAY)
    report = bring_in(campaign, outcomes(tmp_path, {"1": 3, "2": 5, "3": 1}), TODAY)
    assert (report.kept, report.unchanged) == (2, 1)
    assert dict(Outcome.objects.values_list("member__number", "on"))["2"] == TODAY + datetime.timedelta(days=5)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("person_ref;on\n1;demain\n", "ligne 2, on"),
        ("person_ref;on\n1;2026-02-30\n", "ligne 2, on"),
        ("person_ref;on\n1;2026-12-01\n1;2026-12-02\n", "ligne 3, person_ref : ce numéro est déjà plus haut"),
        ("person_ref\n1\n", "il manque on"),
    ],
)
def test_a_bad_outcome_refuses_the_file(fund, tmp_path, content, told):
    campaign = launched(fund, tmp_path, [line(number) for number in range(4)])
    path = tmp_path / "outcomes.csv"
    path.write_text(content)
    report = bring_in(campaign, path, TODAY)
    assert any(told in sentence for sentence in report.refusals.sentences()), report.refusals.sentences()
    assert not Outcome.objects.exists()


def test_before_the_first_message_nothing_is_told(fund, tmp_path):
    campaign = frozen(fund, tmp_path, [line(number) for number in range(200)], holdout="0.5")
    said = results.to_json(campaign, 90)
    assert (said["rate_treated"], said["difference"], said["method"], said["waiting"]) == (None, None, None, 100)
    assert said["smallest_detectable"] is not None


def test_without_a_holdout_no_difference_is_told(fund, tmp_path):
    campaign = launched(fund, tmp_path, [line(number) for number in range(4)], holdout="0")
    said = results.to_json(campaign, 90)
    assert (said["rate_treated"], said["rate_holdout"], said["difference"]) == (0, None, None)
    assert said["smallest_detectable"] is None


def test_groups_that_no_draw_gives_tell_nothing(fund, tmp_path):
    campaign = launched(fund, tmp_path, [line(number) for number in range(200)])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(results, "arms", lambda campaign, days: (Arm.single(30, 130), Arm.single(3, 70)))
        said = results.to_json(campaign, 90)
    assert said["wrong_ratio"] is True
    assert (said["rate_treated"], said["difference"], said["low"]) == (None, None, None)


def test_counting_asks_the_database_a_fixed_number_of_times(fund, tmp_path, django_assert_num_queries):
    campaign = launched(fund, tmp_path, [line(number) for number in range(50)])
    campaign = Campaign.objects.get(pk=campaign.pk)
    with django_assert_num_queries(3):
        results.to_json(campaign, 90)
