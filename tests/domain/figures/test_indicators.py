"""Each indicator counts what its definition says, and gives the same as counting the files one by one."""

import datetime
import random

import pytest
from django.utils import timezone

from allervers.domain.accompaniment.models import Accompaniment
from allervers.domain.figures import periods, queries
from allervers.domain.figures.indicators import CATALOGUE
from allervers.domain.organisations.context import acting_for, seeing_nation
from allervers.domain.organisations.queries import active_funds
from allervers.domain.organisations.regions import REGIONS, funds_of
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
        *("global_view_share_care", "outcome_share", "care_guidance_share_of_care_successes", "profile"),
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


def test_a_profile_tells_what_is_known_at_the_end(fund):
    young = factories.person(fund, birth_date=day("2004-01-01"), sex="F")
    old = factories.person(fund, birth_date=day("1950-01-01"), sex="M")
    for person, c2s, gp, publics in (
        (young, "free", True, ["self_employed"]),
        (young, "none", None, []),
        (old, "", False, ["self_employed"]),
    ):
        file = closed(received(fund, day("2025-01-01")), day("2025-02-01"), person=person, publics=publics)
        with acting_for(fund, "test"):
            file.c2s_at_end, file.gp_declared_at_end = c2s, gp
            file.save()
    profile = figures(fund)["profile"]
    assert list(profile) == ["overall", "under_25", "self_employed", "help", "disability", "without_employment"]
    overall, under_25, self_employed = (profile[row] for row in ("overall", "under_25", "self_employed"))
    assert (overall["closures"], overall["closures_share"], overall["female_share"]) == (3, 1.0, 0.6667)
    assert overall["by_age_band"] == {"0-24": 2, "25-59": 0, "60+": 1}
    assert (overall["c2s_share"], overall["gp_declared_share"]) == (0.5, 0.5)
    assert overall["ald_exemption_share"] is None
    assert overall["themes"] == {"rights": 3, "care": 0, "digital": 0, "prevention": 0, "orientation": 0}
    # Said by nobody, plain from the date of birth.
    assert (under_25["closures"], under_25["closures_share"], under_25["mean_age"]) == (2, 0.6667, 21.0)
    assert (self_employed["closures"], self_employed["c2s_share"]) == (2, 1.0)
    assert self_employed["difference"]["female_share"] == -0.1667
    assert profile["help"]["closures"] == 0
    assert profile["help"]["success_share"] is None


def test_what_people_went_without_and_why(fund):
    care = {"reasons": ["forgone_care"], "forgone_since": "over_1_year"}
    received(fund, day("2025-03-01"), forgone_care=["surgery", "pharmacy"], forgone_causes=["transport"], **care)
    received(fund, day("2025-03-01"), forgone_care=["surgery"], forgone_causes=["transport", "other"], **care)
    received(fund, day("2025-03-01"))
    given = figures(fund)
    assert (given["forgone_care"]["surgery"], given["forgone_care"]["pharmacy"]) == (2, 1)
    assert given["forgone_care_per_referral"] == 1.5
    assert given["forgone_since"]["over_1_year"] == 2
    assert (given["forgone_causes"]["transport"], given["forgone_causes"]["other"]) == (2, 1)
    assert given["detections_by_reason"]["forgone_care"] == 2


def test_general_practice_is_told_by_who_detected_it(fund):
    detectors = [("internal", "reception"), ("internal", "other_services"), ("partner", "ccas")]
    for detector in detectors:
        file = closed(received(fund, day("2025-01-01"), *detector), day("2025-02-01"), "care_obtained", themes=["care"])
        with acting_for(fund, "test"):
            file.care_types = ["general_practice", "optical"] if detector != detectors[1] else ["optical"]
            file.save()
    given = figures(fund)
    found = {detector: files for detector, files in given["general_practice_by_detector"].items() if files}
    assert found == {"reception": 1, "partner": 1}
    assert (given["care_types"]["optical"], given["care_types_per_success"]) == (3, 1.67)
    assert given["help_when_care_obtained"]["rights"] == 0.0


def test_funds_are_compared_by_their_external_share_when_they_have_enough():
    inside, outside, few = factories.fund(), factories.fund(), factories.fund()
    for fund, internal, external in ((inside, 10, 1), (outside, 6, 6), (few, 0, 2)):
        for _ in range(internal):
            received(fund, day("2025-03-01"))
        for _ in range(external):
            received(fund, day("2025-03-01"), "partner", "ccas")
    given = national()
    assert given["funds_by_external_share"] == {"under_20": 1, "20_to_40": 0, "40_and_over": 1}
    assert given["detections_external_share_by_fund"] == {inside.code: 0.0909, outside.code: 0.5, few.code: 1.0}
    assert "funds_by_external_share" not in figures(inside)
    assert given["detections_care_share_by_origin"] == {"internal": 0.0, "external": 0.0}


def test_a_region_is_some_funds_together():
    funds = [factories.fund(), factories.fund(), factories.fund()]
    for fund in funds:
        received(fund, day("2025-03-01"))
    with seeing_nation("test"):
        assert queries.values(YEAR, [fund.pk for fund in funds[:2]])["detections"] == 2


def test_every_active_fund_belongs_to_one_region():
    active = set(active_funds().exclude(code__startswith="org").values_list("pk", flat=True))
    found = [fund for region in REGIONS for fund in funds_of(region)]
    assert len(found) == len(set(found))
    assert active == {fund for fund in found if fund in active}
    assert len(REGIONS) == 18


def test_changes_from_the_year_before(fund):
    for year, days in ((2024, [10, 20]), (2025, [20, 30, 40])):
        for duration in days:
            on = datetime.date(year, 2, 1)
            closed(received(fund, on), on + datetime.timedelta(days=duration))
    closed(received(fund, day("2024-02-01")), day("2024-02-16"), "abandoned")
    with acting_for(fund, "test"):
        changes = queries.changes(YEAR, periods.year(2024), fund.pk)
    assert changes["closures"] == 0.0
    assert changes["successes"] == 0.5
    assert changes["success_share"] == 0.3333
    assert changes["mean_days_successes"] == 15.0
    assert changes["closures_by_reason"]["declined"] is None
    assert changes["profile"]["overall"]["success_share"] == 0.3333
    assert "open_files" not in changes
    assert "top_external_detectors" not in changes


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
    others = [a for a in won if "care" not in a.themes]
    assert given["global_view_share_non_care"] == round(sum(len(a.themes) > 1 for a in others) / len(others), 4)
    for name, successes in (("other_themes_share_care", care), ("themes_share_non_care", others)):
        assert set(given[name]) == {"rights", "digital", "prevention", "orientation"}
        for theme, share in given[name].items():
            assert share == round(sum(theme in a.themes for a in successes) / len(successes), 4)
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


def test_of_a_public_nothing_is_said_that_is_known_only_when_a_file_is_closed():
    asked = queries.answerable(public="disability")
    assert "closures" in asked
    assert not {"open_files", "detections"} & asked.keys()
