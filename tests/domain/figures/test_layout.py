"""What a reader makes of everything that is shown of one place, beside what `layout` says that he can make."""

import itertools
import os
import random
from collections import defaultdict

import pytest

from allervers.domain.figures.indicators import CATALOGUE
from allervers.domain.figures.layout import Layout
from allervers.domain.figures.populations import RECEIVED
from allervers.domain.figures.publication import FEWEST, of_nation, of_public, told_of
from allervers.domain.figures.queries import answerable
from allervers.domain.figures.regional import of_regions
from allervers.domain.figures.shapes import WHOLE, Population, Tally, all_counted
from allervers.publishing.secrecy import is_small

from .made_up import asking, facts_of, meets

TOLD = told_of(is_present=True)
PUBLIC = "disability"
ASKED = answerable(public=PUBLIC)
HUNTS = int(os.environ.get("HUNT", 0)) // 50 or 1
TWICE = None if "HUNT" in os.environ else 1_500
"""How many of the differences are subtracted once more: all of them are a minute."""


def by_table(populations):
    tables = defaultdict(list)
    for population in populations:
        tables[population.facts, population.dated_by].append(population)
    return tables.values()


def test_whatever_is_a_part_of_something_else_is_known_as_such():
    """Else nobody would look at what a subtraction tells."""
    layout = Layout.of([entry.figure for entry in CATALOGUE.values()])
    known = with_parts_of_parts((whole, part) for whole, parts in [*layout.partial, *layout.sums] for part in parts)
    for populations in by_table(cell for cell in layout.rank if isinstance(cell, Population)):
        at_random = facts_of(populations)
        rows = [at_random(random.choice(populations)) for _ in range(60)]
        seen = {p: {n for n, row in enumerate(rows) if meets(p.whole_condition, row)} for p in populations}
        for whole, part in itertools.permutations(populations, 2):
            ranks = layout.rank[whole], layout.rank[part]
            if ranks not in known and (ranks[1], ranks[0]) not in known and seen[part] <= seen[whole]:
                assert any(_tells_apart(at_random(part), whole, part) for _ in range(2_000)), (whole, part)


def with_parts_of_parts(pairs):
    below = defaultdict(set)
    for whole, part in pairs:
        below[whole].add(part)
    for middle in list(below):
        for whole in list(below):
            if middle in below[whole]:
                below[whole] |= below[middle]
    return {(whole, part) for whole, parts in below.items() for part in parts}


def _tells_apart(row, whole, part):
    return meets(part.whole_condition, row) and not meets(whole.whole_condition, row)


def made_up(populations):
    """Few kinds of facts, so that many numbers are small, and how many there are of each population."""
    counted = {}
    for those in by_table(populations):
        at_random = facts_of(those)
        kinds = [at_random(random.choice(those)) for _ in range(random.choice([4, 10, 25]))]
        weights = [random.choice([1, 2, 5, 10, 11, 12, 30]) for _ in kinds]
        for population in those:
            met = [meets(population.whole_condition, row) for row in kinds]
            counted[population] = sum(itertools.compress(weights, met))
    return counted


@pytest.mark.parametrize("seed", range(HUNTS))
def test_whoever_subtracts_twice_what_is_shown_of_everybody_and_of_a_public_finds_no_small_number(seed):
    random.seed(seed)
    populations = all_counted(entry.figure for entry in (*TOLD.values(), *ASKED.values()))
    counted = made_up(populations)
    tally = Tally({population: {1: number} for population, number in counted.items()})
    nation = of_nation(tally, TOLD.values(), {}).masks
    alone = of_public(tally, PUBLIC, ASKED.values(), TOLD.values(), of_nation(tally, TOLD.values(), {})).masks
    for those in by_table(populations):
        at_random = facts_of(those)
        rows = [at_random(each) for each in those for _ in range(12)]
        told = {}
        for each in those:
            shown = nation.of(WHOLE, each) is None or (each.public == PUBLIC and alone.of(WHOLE, each) is None)
            if shown:
                is_met = asking(each.whole_condition)
                met = sum(1 << n for n, row in enumerate(rows) if is_met(row))
                told.setdefault(met, counted[each])
        assert not any(map(is_small, told.values()))
        once = told | _differences(told, told)
        some = dict(random.sample(sorted(once.items()), min(TWICE or len(once), len(once))))
        twice = _differences(some, told) | _differences(told, some)
        assert not any(map(is_small, (once | twice).values()))


@pytest.mark.parametrize("seed", range(HUNTS))
def test_a_fund_that_takes_its_own_numbers_from_those_of_its_region_finds_no_small_number_of_the_other(seed):
    """Nor from what is left when one number of the region is taken from another; nor from those of the nation."""
    random.seed(seed)
    populations = all_counted(entry.figure for entry in TOLD.values())
    of_fund = {1: {RECEIVED: 0}, 2: {RECEIVED: 0}}
    while sum(counted[RECEIVED] for counted in of_fund.values()) < FEWEST:
        of_fund = {fund: made_up(populations) for fund in of_fund}
    tally = Tally({each: {fund: of_fund[fund][each] for fund in of_fund} for each in populations})
    figures = [entry.figure for entry in TOLD.values() if not entry.figure.of_several_funds]
    nation = of_nation(tally, TOLD.values(), {})
    region = of_regions(tally, figures, {"76": [1, 2]}, {}, nation).masks
    assert any(region.of("76", each) is None for each in region.ranks["76"])
    shown = [each for each in populations if nation.masks.of(WHOLE, each) is None or region.of("76", each) is None]
    for own, other in ((1, 2), (2, 1)):
        left = {each: tally.files(each) - of_fund[own][each] for each in shown}
        assert left == {each: of_fund[other][each] for each in shown}
        assert not [each for each, number in left.items() if is_small(number)]
        for those in by_table(shown):
            for whole, part in itertools.permutations(those, 2):
                assert not (part.is_part_of(whole) and is_small(left[whole] - left[part])), (whole, part)


def _differences(wholes, parts):
    """What is left of each, by who is in it: where one seems to hold the other, on these facts."""
    return {
        whole & ~part: number - less
        for whole, number in wholes.items()
        for part, less in parts.items()
        if part and part != whole and not part & ~whole
    }
