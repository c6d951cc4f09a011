"""What a campaign changed, and how sure one may be: against published results, and draws whose truth is known."""

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as some

from allervers.domain.campaigns.impact import (
    Arm,
    Effect,
    Household,
    effect,
    of_wrong_ratio,
    smallest_detectable,
)

DRAWS = 10_000


def interval(treated, holdout, confidence=0.95):
    """(outcomes, persons) of each group, each person a household: the bounds, to four decimals."""
    found = effect(Arm.single(*treated), Arm.single(*holdout), confidence)
    return round(found.low, 4), round(found.high, 4)


# --- Against what was published ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("treated", "holdout", "bounds"),
    [
        # Newcombe 1998, table II, method 10.
        ((56, 70), (48, 80), (0.0524, 0.3339)),
        ((9, 10), (3, 10), (0.1705, 0.8090)),
        ((6, 7), (2, 7), (0.0582, 0.8062)),
        ((5, 56), (0, 29), (-0.0381, 0.1926)),
        ((0, 10), (0, 20), (-0.1611, 0.2775)),
        ((10, 10), (0, 10), (0.6075, 1.0)),
        # By statsmodels 0.15, confint_proportions_2indep(method="newcomb").
        ((261, 1403), (223, 1403), (-0.0009, 0.0550)),
        ((152, 1403), (111, 1403), (0.0077, 0.0509)),
        ((2806, 15944), (617, 10630), (0.1105, 0.1253)),
    ],
)
def test_the_interval_is_newcombe_s(treated, holdout, bounds):
    assert interval(treated, holdout) == bounds


def test_letters_on_influenza_vaccination_in_denmark():
    """NUDGE-FLU (Lancet 2023): 81.00 against 80.12 %, +0.89 points, 99.55 % interval 0.29 to 1.48.

    Sizes of the groups: the analysis of clinical outcomes (Annals of Internal Medicine 2024), one person a household.
    Whatever numbers of vaccinated the published rates round, each bound is the published one within 0.01 point.
    """
    letter, usual = 38_586, 346_327
    for rate in (0.80995, 0.81005):
        for usual_rate in (0.80115, 0.80125):
            vaccinated = round(rate * letter), round(usual_rate * usual)
            found = effect(Arm.single(vaccinated[0], letter), Arm.single(vaccinated[1], usual), 0.9955)
            published = found.difference + (0.0029 - 0.0089), found.difference + (0.0148 - 0.0089)
            assert (found.low, found.high) == pytest.approx(published, abs=0.0001)
            assert found.difference == pytest.approx(0.0089, abs=0.0002)


def test_letters_and_meetings_on_complementary_cover_in_lille():
    """Guthmuller, Jusot, Wittwer 2014: forms returned 15.9 % of the control group, 18.6 % with a larger voucher (not
    significant at 5 %), 15.5 % with a meeting as well (lower than without one, at 5 %); rights opened 7.9 and 10.8 %
    (significant). Of 4,209 persons in three groups, the one with the meeting had 1,403.
    """
    control, voucher, meeting = (223, 1403), (261, 1403), (217, 1403)
    assert [round(100 * count / size, 1) for count, size in (control, voucher, meeting)] == [15.9, 18.6, 15.5]
    low, high = interval(voucher, control)
    assert low < 0 < high
    assert low / 0.159 / 0.75 == pytest.approx(-0.01, abs=0.005), "the elasticity that they publish, at its lower end"
    assert interval(voucher, meeting)[0] > 0
    assert interval(meeting, control)[0] < 0 < interval(meeting, control)[1]
    assert interval((152, 1403), (111, 1403))[0] > 0


def test_the_cost_of_a_missed_appointment_in_its_reminder():
    """Hallsworth and others 2015, first trial: 8.4 against 11.1 % missed, p < 0.01; 10,111 persons in four groups drawn
    alike. The number in each group is taken to be a quarter."""
    size = 10_111 // 4
    costs, usual = (round(0.084 * size), size), (round(0.111 * size), size)
    found = effect(Arm.single(*costs), Arm.single(*usual))
    assert round(100 * found.difference, 1) == -2.7
    assert interval(costs, usual, 0.99)[1] < 0


@pytest.mark.parametrize(
    ("rate", "rise", "size"),
    [(0.06, 0.01, 9539), (0.06, 0.02, 2554), (0.159, 0.027, 3073), (0.79, 0.01, 25_582), (0.40, 0.014, 19_329)],
)
def test_how_many_persons_a_rise_asks_for(rate, rise, size):
    """The least sizes of two equal groups that show it four times in five."""
    assert smallest_detectable(size + 1, size + 1, rate) < rise < smallest_detectable(size - 1, size - 1, rate)


def test_two_thousand_letters_cannot_show_one_point():
    assert smallest_detectable(1600, 400, 0.06) > 0.04


# --- Against draws whose truth is known ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rate", "treated", "holdout", "seed"), [(0.06, 4000, 1000, 1), (0.16, 1400, 1400, 2), (0.5, 800, 200, 3)]
)
def test_without_an_effect_one_campaign_in_twenty_seems_to_have_one(rate, treated, holdout, seed):
    assert _said_to_differ(rate, rate, treated, holdout, seed, zero=0) == pytest.approx(0.05, abs=0.005)


@pytest.mark.parametrize(("rate", "rise", "seed"), [(0.06, 0.012, 4), (0.2, 0.05, 5), (0.4, -0.03, 6)])
def test_the_interval_holds_a_known_effect_nineteen_times_in_twenty(rate, rise, seed):
    assert _said_to_differ(rate + rise, rate, 2000, 500, seed, zero=rise) == pytest.approx(0.05, abs=0.01)


@pytest.mark.parametrize(("rate", "rise", "seed"), [(0.06, 0, 7), (0.15, 0.03, 8)])
def test_households_of_several_that_do_alike_are_no_more_often_wrong(rate, rise, seed):
    """Up to four members, and those of a household do the same half the time."""
    draw = numpy.random.default_rng(seed)
    arms = [_arms(draw, rate + rise, 1500), _arms(draw, rate, 500)]
    bounds = [effect(treated, holdout) for treated, holdout in zip(*arms, strict=True)]
    missed = sum(not found.low <= rise <= found.high for found in bounds) / DRAWS
    assert missed == pytest.approx(0.05, abs=0.01 if rise else 0.005)
    as_if_single = [
        effect(Arm.single(one.outcomes, one.persons), Arm.single(other.outcomes, other.persons))
        for one, other in zip(*arms, strict=True)
    ]
    assert sum(not found.low <= rise <= found.high for found in as_if_single) / DRAWS > 0.1


def _said_to_differ(rate, usual, treated, holdout, seed, *, zero):
    """The share of draws whose interval leaves `zero` out."""
    draw = numpy.random.default_rng(seed)
    pairs = zip(
        draw.binomial(treated, rate, DRAWS).tolist(), draw.binomial(holdout, usual, DRAWS).tolist(), strict=True
    )
    found = [effect(Arm.single(one, treated), Arm.single(other, holdout)) for one, other in pairs]
    return sum(not one.low <= zero <= one.high for one in found) / DRAWS


def _arms(draw, rate, households):
    """Groups of households, `DRAWS` of them."""
    found = []
    for _ in range(DRAWS // 500):
        members = draw.integers(1, 5, (500, households))
        together = draw.random((500, households)) < 0.5
        alone = draw.binomial(members, rate)
        all_or_none = members * (draw.random((500, households)) < rate)
        outcomes = numpy.where(together, all_or_none, alone)
        persons, had = members.sum(axis=1), outcomes.sum(axis=1)
        spread = ((outcomes - (had / persons)[:, None] * members) ** 2).sum(axis=1)
        columns = (persons, had, (members**2).sum(axis=1), spread)
        for one in zip(*(column.tolist() for column in columns), strict=True):
            found.append(Arm(one[0], one[1], households, one[2], one[3]))
    return found


# --- What always holds -----------------------------------------------------------------------------------------------

households = some.lists(
    some.integers(1, 4).flatmap(lambda members: some.builds(Household, some.just(members), some.integers(0, members))),
    min_size=2,
    max_size=30,
)


@given(households, households)
def test_the_interval_holds_the_difference_and_stays_within_possible_ones(treated, holdout):
    found = effect(Arm.of(treated), Arm.of(holdout))
    assert -1 <= found.low <= found.difference <= found.high <= 1
    assert found.low < found.high or found.method == "cluster"


def test_single_households_are_counted_as_persons():
    each = [Household(1, 1)] * 3 + [Household(1, 0)] * 7
    assert Arm.of(each) == Arm(10, 3, 10, 10, pytest.approx(2.1))
    assert Arm.of(each).worth == 10


def test_a_household_of_four_that_does_alike_is_worth_little_more_than_one_person():
    alike = Arm.of([Household(4, 4)] * 10 + [Household(4, 0)] * 30)
    assert alike.persons == 160
    assert alike.worth == pytest.approx(39)


def test_where_nobody_had_the_outcome_the_interval_is_not_said_to_be_sure():
    nobody = Arm.of([Household(2, 0)] * 50)
    found = effect(nobody, nobody)
    assert (found.difference, found.method) == (0, "cluster")
    assert found.low < -0.05 < 0.05 < found.high, "of 50 households, not of 100 persons"


def test_nothing_is_said_of_an_empty_group_or_of_one_household():
    one = Arm.of([Household(3, 1)])
    assert effect(Arm.single(0, 0), Arm.single(1, 2)) is None
    assert effect(Arm.single(1, 2), one) is None
    assert isinstance(effect(Arm.single(1, 2), Arm.single(0, 1)), Effect)


def test_no_group_is_too_small_to_be_told_so():
    assert smallest_detectable(10, 0, 0.1) is None
    assert smallest_detectable(3, 2, 0.5) is None
    assert smallest_detectable(1000, 1000, 1.0) is None


@pytest.mark.parametrize(
    ("treated", "holdout", "share", "is_wrong"),
    [
        (8000, 2000, 0.2, False),
        (8120, 1880, 0.2, False),  # 3 standard deviations: p = 0.0027
        (8131, 1869, 0.2, False),  # p = 0.00106
        (8132, 1868, 0.2, True),  # p = 0.00097
        (10, 0, 0.0, False),
        (9, 1, 0.0, True),
        (0, 0, 0.2, False),
    ],
)
def test_groups_that_no_draw_would_give_are_an_alarm(treated, holdout, share, is_wrong):
    assert of_wrong_ratio(treated, holdout, share) is is_wrong


def test_a_household_has_no_more_outcomes_than_members():
    with pytest.raises(ValueError, match="3 outcomes among 2"):
        Household(2, 3)
