"""Each indicator counts what its definition says, and gives the same as counting the files one by one."""

import datetime
import random

import pytest
from django.utils import timezone

from allervers.domain.accompaniment.models import Accompaniment
from allervers.domain.figures import periods, queries
from allervers.domain.figures.indicators import CATALOGUE
from allervers.domain.organisations.context import acting_for, seeing_nation
from allervers.domain.referrals.codes import CATEGORIES
from allervers.domain.referrals.models import Referral
from tests import factories

from .files import closed, opened, received

pytestmark = pytest.mark.django_db
YEAR = periods.year(2025)
day = datetime.date.fromisoformat


@pytest.fixture
def fund():
    return factories.fund()


def figures(fund, period=YEAR):
    with acting_for(fund, "test"):
        return queries.values(period, fund.pk)


def national(period=YEAR):
    with seeing_nation("test"):
        return queries.values(period)


def test_names_are_those_of_the_file_formats():
    assert set(CATALOGUE) >= {
        *("detections", "detections_care_share", "detections_external_share", "detections_by_family"),
        *("detections_by_internal_category", "top_external_detectors", "closures", "closures_by_reason"),
        *("closures_not_relevant_share", "successes", "success_share", "successes_care", "successes_non_care"),
        *("mean_days_care", "mean_days_non_care", "mean_days_successes", "mean_days_all_closed"),
        *("global_view_share_care", "outcome_share", "care_guidance_share_of_care_successes"),
    }


@pytest.mark.parametrize("indicator", CATALOGUE.values(), ids=lambda indicator: indicator.name)
def test_every_indicator_has_a_french_definition(indicator):
    assert indicator.label
    assert len(indicator.definition) > 80
    assert indicator.definition.endswith(".")


def test_a_detection_counts_in_the_year_in_which_it_was_received(fund):
    for on in ("2024-12-31", "2025-01-01", "2025-12-31", "2026-01-01"):
        received(fund, day(on))
    assert figures(fund)["detections"] == 2


def test_a_closure_counts_in_the_year_in_which_it_was_closed(fund):
    referral = received(fund, day("2024-11-01"))
    closed(referral, day("2025-02-09"))
    assert figures(fund)["closures"] == 1
    assert figures(fund)["detections"] == 0
    assert figures(fund)["mean_days_all_closed"] == 100.0


def test_a_disability_is_care_too_and_other_reasons_do_not_prevent_it(fund):
    received(fund, day("2025-03-01"), reasons=["forgone_care_disability", "rights"])
    received(fund, day("2025-03-01"), reasons=["forgone_care"])
    received(fund, day("2025-03-01"), reasons=["digital"])
    assert figures(fund)["detections_care_share"] == 0.6667


def test_health_professionals_and_partners_are_external(fund):
    received(fund, day("2025-03-01"))
    received(fund, day("2025-03-01"), "partner", "ccas")
    received(fund, day("2025-03-01"), "health_professional", "nurse")
    assert figures(fund)["detections_external_share"] == 0.6667
    assert figures(fund)["detections_by_family"] == {"internal": 1, "health_professional": 1, "partner": 1}
    assert figures(fund)["detections_by_internal_category"]["reception"] == 1


def test_not_relevant_and_unreachable_are_counted_together_and_in_the_success_rate(fund):
    closed(received(fund, day("2025-03-01")), day("2025-03-02"), "not_relevant")
    closed(received(fund, day("2025-03-01")), day("2025-03-20"), "unreachable")
    closed(received(fund, day("2025-03-01")), day("2025-05-10"), "partial_success")
    closed(received(fund, day("2025-03-01")), day("2025-05-10"), "declined")
    given = figures(fund)
    assert given["closures_not_relevant_share"] == 0.5
    assert given["success_share"] == 0.25
    assert given["closures_by_reason"]["declined"] == 1


def test_care_is_a_theme_of_the_accompaniment(fund):
    closed(received(fund, day("2025-01-01")), day("2025-01-11"), "care_obtained", themes=["care", "rights"])
    closed(received(fund, day("2025-01-01")), day("2025-01-21"), "partial_success", ["care_guidance"], themes=["care"])
    closed(received(fund, day("2025-01-01")), day("2025-01-31"), themes=["rights", "digital"])
    given = figures(fund)
    assert (given["successes_care"], given["successes_non_care"]) == (2, 1)
    assert (given["mean_days_care"], given["mean_days_non_care"], given["mean_days_successes"]) == (15.0, 30.0, 20.0)
    assert given["global_view_share_care"] == 0.5
    assert given["care_guidance_share_of_care_successes"] == 0.5
    assert given["outcome_share"]["care_guidance"] == 0.3333


def test_a_share_of_nobody_has_no_value(fund):
    given = figures(fund)
    assert given["detections"] == 0
    assert given["success_share"] is None
    assert given["mean_days_care"] is None
    assert given["top_external_detectors"] == []


def test_the_ten_networks_with_the_most_closures_ties_by_name():
    funds = [factories.fund(), factories.fund()]
    for place, category in enumerate(CATEGORIES["partner"].values[:12]):
        for _ in range(2 if place == 5 else 1):
            closed(received(funds[place % 2], day("2025-03-01"), "partner", category), day("2025-04-01"))
    closed(received(funds[0], day("2025-03-01"), "partner", "ccas"), day("2025-04-01"), "not_relevant")
    ranking = national()["top_external_detectors"]
    assert [entry["name"] for entry in ranking[:3]] == ["ccas", "restos_du_coeur", "adoma"]
    assert len(ranking) == 10
    assert ranking[0] == {
        "name": "ccas", "accompaniments": 2, "care_share": 0.0, "not_relevant_share": 0.5, "funds": 1,
    }  # fmt: skip


def test_a_file_that_is_reopened_is_no_longer_closed_and_counts_as_open(fund):
    accompaniment = closed(received(fund, day("2025-03-01")), day("2025-04-01"))
    assert (figures(fund)["closures"], figures(fund)["open_files"]) == (1, 0)
    with acting_for(fund, "test"):
        accompaniment.closed_on, accompaniment.closure_reason, accompaniment.outcomes = None, "", []
        accompaniment.save()
    assert (figures(fund)["closures"], figures(fund)["open_files"]) == (0, 1)


def test_a_fund_counts_its_own_files_only_and_the_nation_all(fund):
    other = factories.fund()
    received(fund, day("2025-03-01"))
    received(other, day("2025-03-01"))
    opened(received(other, day("2025-03-01")))
    assert figures(fund)["detections"] == 1
    assert national()["detections"] == 3
    assert national()["open_files"] == 1
    # Even when asked for the other's files, a fund is given none.
    with acting_for(fund, "test"):
        assert queries.values(YEAR, other.pk)["detections"] == 0


def test_the_same_as_counting_one_by_one(fund):
    for _ in range(60):
        _random_file(fund)
    with acting_for(fund, "test"):
        referrals = [r for r in Referral.objects.all() if timezone.localdate(r.received_at).year == 2025]
        files = [
            a for a in Accompaniment.objects.select_related("referral") if a.closed_on and a.closed_on.year == 2025
        ]
    won = [a for a in files if a.outcomes]
    care = [a for a in won if "care" in a.themes]
    given = figures(fund)
    assert given["detections"] == len(referrals)
    assert given["closures"] == len(files)
    assert given["successes"] == len(won)
    assert given["mean_days_all_closed"] == round(sum(map(_days, files)) / len(files), 1)
    assert given["mean_days_care"] == round(sum(map(_days, care)) / len(care), 1)
    assert given["global_view_share_care"] == round(sum(len(a.themes) > 1 for a in care) / len(care), 4)
    for outcome, share in given["outcome_share"].items():
        assert share == round(sum(outcome in a.outcomes for a in won) / len(won), 4)
    assert sum(given["closures_by_reason"].values()) == len(files)


def _days(accompaniment):
    return (accompaniment.closed_on - timezone.localdate(accompaniment.referral.received_at)).days


def _random_file(fund):
    family = random.choice(list(CATEGORIES))
    on = day("2024-06-01") + datetime.timedelta(days=random.randrange(600))
    referral = received(fund, on, family, random.choice(CATEGORIES[family].values))
    reason = random.choice(["care_obtained", "success_without_care", "partial_success", "abandoned", "not_relevant"])
    themes = random.sample(["rights", "care", "digital", "prevention"], random.randint(1, 3))
    outcomes = random.sample(["care_guidance", "rights_opened", "gp_found"], random.randint(1, 3))
    details = {} if reason == "not_relevant" else {"themes": themes}
    won = outcomes if reason not in ("abandoned", "not_relevant") else None
    closed(referral, on + datetime.timedelta(days=random.randrange(200)), reason, won, **details)
