"""What a diagnosis hides cannot be worked out again: an attentive reader is played, who tries other countries.

The reader knows what stands in the tables, what each mask means, and how the groups add up. For every small number,
shown as a mask or only following from others, there must be another country in which all that he reads is the same and
this number is another.
"""

from __future__ import annotations

import random
from collections import Counter
from fractions import Fraction
from itertools import product

import pytest

from allervers.population.diagnosis import publication
from allervers.population.diagnosis.counting import Tally
from allervers.population.diagnosis.dimensions import HOUSEHOLD, SEX
from allervers.population.diagnosis.publication import ALL, COUNTRY, Publication
from allervers.population.gaps.counting import GapCount
from allervers.publishing.amounts import Amount
from allervers.publishing.secrecy import Mask, is_small
from tests.population.test_diagnosis import DAY

CLASSES = ("free", "contribution")
# Small and large numbers in all mixtures; a seed draws one country.
SIZES = (0, 1, 2, 3, 5, 9, 10, 11, 12, 25, 60, 150)


def drawn(seed: int, groups: list[str], scopes: tuple[str, ...]) -> Tally:
    chance = random.Random(seed)
    tally = Tally(DAY, "811" if len(scopes) > 1 else None)
    for scope, group, of, taken_up in product(scopes, groups, CLASSES, (False, True)):
        persons = chance.choice(SIZES) * (3 if scope == "rest" else 1)
        tally.take_up[scope, "sex", group, of, taken_up] = persons
        tally.take_up[scope, "total", "", of, taken_up] += persons
        tally.states[scope, "entitled"] += persons
    return tally


def atoms(tally: Tally) -> dict[tuple, int]:
    return {key: persons for key, persons in tally.take_up.items() if key[1] == "sex"}


def read(tally: Tally, groups: list[str], scopes: tuple[str, ...]) -> list[tuple[Amount | None, Counter]]:
    """Of which atoms every number is the sum: those that are read, as shown, and those that follow from them (who has
    the C2S, the other funds), as None."""
    published, seen = Publication(tally), []
    dimensions = [each.name for each in published.dimensions]
    tables = [("total", "")] + [("sex", group) for group in groups if "sex" in dimensions]
    for scope, (dimension, group), of in product((*scopes, COUNTRY), tables, (ALL, *CLASSES)):
        shown = published.take_up(dimension, group, of, scope)
        is_read = scope != "rest"
        numbers = {"entitled": shown.entitled, "without": shown.without, "with": None}
        for what, number in numbers.items():
            parts = [
                key
                for key in atoms(tally)
                if scope in (key[0], COUNTRY)
                and (dimension == "total" or key[2] == group)
                and of in (ALL, key[3])
                and key[4] in {"entitled": (False, True), "without": (False,), "with": (True,)}[what]
            ]
            seen.append((number if is_read else None, Counter(parts)))
    return seen


def kernel(rows: list[Counter], unknowns: list[tuple]) -> list[dict[tuple, int]]:
    """Integer changes of the atoms that change no row."""
    pivots: dict[tuple, dict[tuple, Fraction]] = {}
    for row in rows:
        left = {key: Fraction(value) for key, value in row.items()}
        for key, pivot in pivots.items():
            if times := left.get(key):
                left = {k: left.get(k, 0) - times * pivot.get(k, 0) for k in left.keys() | pivot.keys()}
        left = {key: value for key, value in left.items() if value}
        if not left:
            continue
        first = next(iter(left))
        left = {key: value / left[first] for key, value in left.items()}
        for key, pivot in pivots.items():
            if times := pivot.get(first):
                pivots[key] = {k: pivot.get(k, 0) - times * left.get(k, 0) for k in pivot.keys() | left.keys()}
        pivots[first] = left
    moves = []
    for free in (key for key in unknowns if key not in pivots):
        move = {free: Fraction(1)} | {key: -pivot.get(free, Fraction(0)) for key, pivot in pivots.items()}
        scale = max(value.denominator for value in move.values())
        moves.append({key: int(value * scale) for key, value in move.items() if value})
    return moves


def agrees(number: Amount | None, value: int) -> bool:
    return number is None or number.mask is None or value >= 0


def told(seen: list[tuple[Amount | None, Counter]], truth: dict[tuple, int], seed: int) -> set[int]:
    """The places of the small numbers for which no other country was found."""
    chance = random.Random(seed)
    known = [parts for number, parts in seen if number is not None and number.mask is None]
    moves = kernel(known, list(truth))
    values = [sum(truth[key] for key in parts) for _, parts in seen]
    found = {place for place, value in enumerate(values) if is_small(value)}
    state = dict(truth)
    for _ in range(30_000):
        if not found or not moves:
            break
        other = dict(state)
        for move in chance.sample(moves, min(len(moves), chance.randint(1, 3))):
            times = chance.randint(-9, 9)
            for key, step in move.items():
                other[key] += times * step
        if min(other.values()) < 0:
            continue
        sums = [sum(other[key] for key in parts) for _, parts in seen]
        if all(agrees(number, value) for (number, _), value in zip(seen, sums, strict=True)):
            state = other
            found -= {place for place in found if sums[place] != values[place]}
    return found


@pytest.mark.parametrize("scopes", [("here",), ("here", "rest")], ids=["country", "fund"])
@pytest.mark.parametrize("seed", [*range(12), 198])
def test_no_small_number_of_a_table_can_be_worked_out(monkeypatch, seed, scopes):
    monkeypatch.setattr(publication, "FIXED", (SEX,))
    groups = ["F", "M"] if seed % 2 else ["F", "M", "unknown"]
    tally = drawn(seed, groups, scopes)
    seen = read(tally, groups, scopes)
    for number, parts in seen:
        value = sum(atoms(tally)[key] for key in parts)
        assert number is None or number.mask or (number.number == value and not is_small(value))
    assert told(seen, atoms(tally), seed) == set()


def test_the_reader_that_is_played_finds_what_is_not_protected():
    truth = {("a",): 5, ("b",): 40}
    seen = [
        (Amount(45), Counter([("a",), ("b",)])),
        (Amount(40), Counter([("b",)])),
        (Amount(None, mask=Mask.HIDDEN), Counter([("a",)])),
    ]
    assert told(seen, truth, 1) == {2}


def test_a_rate_is_shown_only_with_the_numbers_that_it_gives_away(monkeypatch):
    monkeypatch.setattr(publication, "FIXED", (HOUSEHOLD,))
    tally = Tally(DAY, None)
    for group, without, having in (("alone", 40, 60), ("couple", 50, 4), ("family", 30, 60)):
        tally.take_up["here", "household", group, "free", False] = without
        tally.take_up["here", "household", group, "free", True] = having
        tally.take_up["here", "total", "", "free", False] += without
        tally.take_up["here", "total", "", "free", True] += having
        tally.states["here", "entitled"] += without + having
    couple = Publication(tally).take_up("household", "couple")
    # 50 of 54 would give the 4 away.
    assert couple.rate.mask
    assert couple.entitled.mask or couple.without.mask


def gap(fund: str, cause: str, right: str, persons: int) -> GapCount:
    return GapCount(fund, right, cause, "", "past", True, persons, 30 * persons)


def test_the_days_of_few_persons_are_hidden_with_them_and_cannot_be_subtracted():
    tally = Tally(DAY, None)
    tally.funds.update({"811": 500, "121": 400, "751": 900})
    tally.states["here", "not_entitled"] = 1800
    tally.gaps = (
        *(gap("811", "c2s_not_renewed", "c2s", 60), gap("121", "c2s_not_renewed", "c2s", 4)),
        *(gap("751", "c2s_not_renewed", "c2s", 80), gap("811", "base_right_ended", "base", 30)),
    )
    published = Publication(tally)
    hidden = [fund for fund in ("811", "121", "751") if published.lost_of_fund(fund, "c2s").days.mask]
    assert "121" in hidden
    assert len(hidden) > 1 or published.lost("c2s").days.mask
    for fund in ("811", "121", "751"):
        for right in (ALL, "base", "c2s"):
            lost = published.lost_of_fund(fund, right)
            assert (lost.gaps.mask is None) == (lost.days.mask is None)
    # The nation is not given up for a fund.
    assert published.lost().days.number == 30 * 174


def test_a_cause_of_few_persons_cannot_be_subtracted_from_its_right():
    tally = Tally(DAY, None)
    tally.funds["811"] = 900
    tally.states["here", "not_entitled"] = 900
    tally.gaps = (gap("811", "c2s_not_renewed", "c2s", 60), gap("811", "c2s_renewal_pending", "c2s", 3))
    published = Publication(tally)
    assert published.lost("c2s", "c2s_renewal_pending").gaps.mask is Mask.HIDDEN
    others = [published.lost("c2s", "c2s_not_renewed"), published.lost("c2s")]
    assert any(each.gaps.mask and each.days.mask for each in others)


def test_a_target_of_few_persons_is_hidden():
    tally = Tally(DAY, None)
    tally.targets.update({("here", "masks"): 10, ("here", "bereaved"): 11})
    published = Publication(tally)
    assert str(published.target("masks")) == "non communiqué"
    assert str(published.target("bereaved")) == "11"


def test_fewer_on_a_list_than_without_the_c2s_does_not_tell_how_many_are_of_the_other_class(monkeypatch):
    """Of 17 without the C2S, 12 on the list of the free C2S: at most 5 have a contribution to pay."""
    monkeypatch.setattr(publication, "FIXED", ())
    tally = Tally(DAY, None)
    for of, without in (("free", 12), ("contribution", 5)):
        tally.take_up["here", "total", "", of, False] = without
        tally.take_up["here", "total", "", of, True] = 40
        tally.states["here", "entitled"] += without + 40
    tally.targets["here", "c2s_free_not_taken_up"] = 12
    published = Publication(tally)
    assert published.take_up(of="contribution").without.mask
    assert published.take_up().without.mask or published.target("c2s_free_not_taken_up").mask


def test_a_fund_does_not_learn_a_small_number_of_the_others_from_the_country_and_its_own(monkeypatch):
    monkeypatch.setattr(publication, "FIXED", ())
    tally = Tally(DAY, "811")
    for scope, without in (("here", 40), ("rest", 5)):
        for of in CLASSES:
            tally.take_up[scope, "total", "", of, False] = without
            tally.take_up[scope, "total", "", of, True] = 60
            tally.states[scope, "entitled"] += without + 60
    published = Publication(tally)
    assert published.take_up(of="free").without.number == 40
    assert published.take_up(of="free", scope=COUNTRY).without.mask


def test_a_fund_that_takes_its_own_gaps_away_faces_at_least_two_others(monkeypatch):
    monkeypatch.setattr(publication, "FIXED", ())
    tally = Tally(DAY, None)
    tally.funds.update({"811": 500, "121": 400, "751": 900})
    tally.states["here", "not_entitled"] = 1800
    tally.gaps = tuple(gap(fund, "c2s_not_renewed", "c2s", persons) for fund, persons in (("811", 60), ("121", 4)))
    published = Publication(tally)
    # 64 less the 60 that it knows.
    assert published.lost_of_fund("121").gaps.mask
    assert published.lost("c2s").gaps.mask


@pytest.mark.parametrize(("named", "large"), [(15, 12), (15, 8), (10, 7), (10, 5), (5, 4), (5, 3), (0, 2)])
def test_communes_are_named_by_their_insured_persons_as_many_as_have_large_numbers(named, large):
    """Half of those that are named must have large numbers. Whoever is not named has fewer residents: no secret."""
    tally = Tally(DAY, "811")
    for place in range(30):
        code = f"810{place:02}"
        tally.residents[code] = 1000 - place
        # Far more of them without the C2S in the smallest commune.
        numbers = (20 + place, 30) if place < large else (3, 4)
        for taken_up, persons in zip((False, True), numbers, strict=True):
            tally.take_up["here", "commune", code, "free", taken_up] = persons
            tally.take_up["here", "total", "", "free", taken_up] += persons
            tally.states["here", "entitled"] += persons
    assert Publication(tally).communes == [f"810{place:02}" for place in range(named)]
