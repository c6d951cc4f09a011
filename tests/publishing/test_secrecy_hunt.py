"""A hunt for tables of which a reader can prove too much. `make hunt` tries more of them.

The reader (`reader`) believes what is printed, and shares nothing with the code. Numbers are drawn where the rule
turns: 0, 1, 9, 10, 11, 12.
"""

import os
import zlib

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allervers.publishing.secrecy import masks
from tests.publishing.reader import exists

EXAMPLES = int(os.environ.get("HUNT", "200"))
AROUND_THE_RULE = st.sampled_from([0, 1, 9, 10, 11, 12])


def table(rows, columns, numbers):
    """A table with every margin."""
    cells, sums = {}, []
    for row in range(rows):
        for column in range(columns):
            cells[row, column] = numbers.pop()
    for row in range(rows):
        sums.append(((row, "all"), [(row, column) for column in range(columns)]))
    for column in [*range(columns), "all"]:
        sums.append((("all", column), [(row, column) for row in range(rows)]))
    sums.append((("all", "all"), [("all", column) for column in range(columns)]))
    return cells, sums


def nested(numbers):
    """Overlapping sums, and parts of parts."""
    cells = dict(zip("abcd", numbers, strict=False))
    return cells, [("ac", "ac"), ("bc", "bc"), ("abc", ["a", "bc"]), ("all", ["abc", "d"]), ("abc", ["ac", "b"])]


def years(numbers):
    """Files open at the end of a year are those of the year before, with those opened and without those closed."""
    cells, sums, stock = {"open 0": numbers.pop()}, [], 0
    stock = cells["open 0"]
    for year in (1, 2, 3):
        opened = numbers.pop()
        closed = min(numbers.pop(), stock + opened)
        cells |= {f"opened {year}": opened, f"closed {year}": closed, f"open {year}": stock + opened - closed}
        sums.append((f"there {year}", [f"open {year - 1}", f"opened {year}"]))
        sums.append((f"there {year}", [f"closed {year}", f"open {year}"]))
        stock += opened - closed
    return cells, sums


def then_and_now(numbers):
    """A table as it was published, as it would be now, and what has come and gone since."""
    cells, sums = {}, []
    for part in "abc":
        then, come, gone = numbers.pop(), numbers.pop(), numbers.pop()
        gone = min(gone, then)
        cells |= {f"{part} stayed": then - gone, f"{part} gone": gone, f"{part} come": come}
        sums += [
            (f"{part} then", [f"{part} stayed", f"{part} gone"]),
            (f"{part} now", [f"{part} stayed", f"{part} come"]),
        ]
    return cells, [*sums, *((f"all {day}", [f"{part} {day}" for part in "abc"]) for day in ("then", "now"))]


SHAPES = {
    "2 × 3": lambda numbers: table(2, 3, numbers),
    "3 × 3": lambda numbers: table(3, 3, numbers),
    "nested": nested,
    "years": years,
    "then and now": then_and_now,
}


@given(
    shape=st.sampled_from(sorted(SHAPES)),
    numbers=st.lists(AROUND_THE_RULE, min_size=9, max_size=9),
    costs=st.integers(0, 3),
)
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_nobody_can_prove_of_a_masked_number_that_it_is_small_nor_which_it_is(shape, numbers, costs):
    cells, sums = SHAPES[shape](list(numbers))
    for whole, parts in sums:
        cells.setdefault(whole, sum(cells[part] for part in parts))
        assert cells[whole] == sum(cells[part] for part in parts)
    hidden = masks(cells, sums, lambda cell: zlib.crc32(str(cell).encode()) % (costs + 1))
    assert all(cell in hidden for cell, number in cells.items() if 1 <= number <= 10)
    most = 3 * sum(cells.values()) + 60
    possible = {cell: (0, most) if cell in hidden else (number, number) for cell, number in cells.items()}
    for cell in hidden:
        if 1 <= cells[cell] <= 10:
            assert exists(possible | {cell: (11, most)}, sums), (
                f"{cell} of {cells} is less than 11, for {hidden} masked"
            )
        less, more = (0, cells[cell] - 1), (cells[cell] + 1, most)
        assert exists(possible | {cell: more}, sums) or exists(possible | {cell: less}, sums), f"{cell} of {cells}"


def regions(numbers, columns):
    """Funds with their own tables, the regions that are their sums, and the nation: numbers, additions, and what is the
    sum of the funds of one region."""
    cells, sums, of_funds = {}, [], []
    every = [*range(columns), *(["all"] if columns > 1 else [])]
    places = {"A": ["A1", "A2"], "B": ["B1", "B2", "B3"], "C": ["C1"]}
    for fund in (fund for funds in places.values() for fund in funds):
        for column in range(columns):
            cells[fund, column] = numbers.pop()
    for region, funds in places.items():
        of_funds += [((region, column), [(fund, column) for fund in funds]) for column in every]
    for column in range(columns):
        sums.append((("nation", column), [(region, column) for region in places]))
    for place in (*(fund for funds in places.values() for fund in funds), *places, "nation"):
        if columns > 1:
            sums.append(((place, "all"), [(place, column) for column in range(columns)]))
    return cells, sums, of_funds


@given(
    numbers=st.lists(st.sampled_from([0, 1, 9, 10, 11, 12, 40]), min_size=12, max_size=12), columns=st.integers(1, 2)
)
@settings(max_examples=EXAMPLES // 2, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_nor_can_a_fund_that_takes_its_own_number_away(numbers, columns):
    cells, sums, of_funds = regions(list(numbers), columns)
    for whole, parts in [*(each for each in of_funds if each[0][1] != "all"), *sums]:
        cells[whole] = sum(cells[part] for part in parts)
    hidden = masks(cells, sums, lambda cell: len(cell[0]), contributions=of_funds)
    most = 3 * sum(cells.values()) + 60
    possible = {cell: (0, most) if cell in hidden else (number, number) for cell, number in cells.items()}
    for cell in hidden:
        if 1 <= cells[cell] <= 10:
            assert exists(possible | {cell: (11, most)}, [*sums, *of_funds]), f"{cell} of {cells}, for {hidden} masked"
    for addition in of_funds:
        for own in addition[1]:
            known = possible | {own: (cells[own], cells[own])}
            for other in addition[1]:
                if other != own and other in hidden and 1 <= cells[other] <= 10:
                    there = {cell: known[cell] for cell in (addition[0], *addition[1])}
                    assert exists(there | {other: (11, most)}, [addition]), f"{own} knows {other} of {cells}"


@given(
    shape=st.sampled_from(["2 × 3", "nested"]),
    numbers=st.lists(st.lists(AROUND_THE_RULE, min_size=9, max_size=9), min_size=2, max_size=3),
    costs=st.integers(0, 3),
)
@settings(max_examples=EXAMPLES // 4, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_nor_what_is_left_to_the_others_by_whoever_takes_its_own_numbers_away(shape, numbers, costs):
    """The table of some funds together: each knows its own, number by number."""
    tables = []
    for own in numbers:
        cells, sums = SHAPES[shape](list(own))
        for whole, parts in sums:
            cells.setdefault(whole, sum(cells[part] for part in parts))
        tables.append(cells)
    together = {cell: sum(own[cell] for own in tables) for cell in tables[0]}
    owned = {cell: {fund: own[cell] for fund, own in enumerate(tables) if own[cell]} for cell in together}
    hidden = masks(together, sums, lambda cell: zlib.crc32(str(cell).encode()) % (costs + 1), owned=owned)
    most = 3 * sum(together.values()) + 60
    for own in tables:
        left = {cell: number - own[cell] for cell, number in together.items()}
        possible = {cell: (0, most) if cell in hidden else (number, number) for cell, number in left.items()}
        for cell, number in left.items():
            if 1 <= number <= 10:
                assert exists(possible | {cell: (11, most)}, sums), f"{cell} of {left}, for {hidden} masked"


OVERLAPS = {
    "won without x": ("won", "x"),
    "not x": ("whole", "x"),
    "not y": ("whole", "y"),
    "x alone": ("x", "both"),
    "y alone": ("y", "both"),
}


@given(numbers=st.lists(AROUND_THE_RULE, min_size=4, max_size=4), part=AROUND_THE_RULE)
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_nor_what_numbers_that_overlap_leave(numbers, part):
    """A whole, two parts that overlap, who is in both, and the whole cut in two, x being in the one: what is
    left of any two of them, and who is in neither, is a number too."""
    alone, other, both, neither = numbers
    cells = {"x": alone + both, "y": other + both, "both": both, "whole": sum(numbers)}
    lost = min(part, cells["whole"] - cells["x"])
    cells |= {"won": cells["whole"] - lost, "lost": lost}
    sums, balances, at_least = [("whole", ["won", "lost"])], [], []
    left = {name: cells[whole] - cells[part] for name, (whole, part) in OVERLAPS.items()} | {"neither": neither}
    pairs = {name: ([whole], [part]) for name, (whole, part) in OVERLAPS.items()}
    for name, (more, less) in (pairs | {"neither": (["whole", "both"], ["x", "y"])}).items():
        if 1 <= left[name] <= 10:
            cells[name] = left[name]
            balances.append((more, [*less, name]))
        else:
            at_least.append((more, less))
    hidden = masks(cells, sums, balances=balances, at_least=at_least)
    # Who thinks in persons: each of them is in one of four places.
    known = [*sums, ("x", ["x alone", "both"]), ("y", ["y alone", "both"]), ("whole", ["x", "not x"])]
    known += [("won", ["x", "won without x"]), ("not x", ["won without x", "lost"]), ("whole", ["y", "not y"])]
    known += [("not x", ["y alone", "neither"]), ("not y", ["x alone", "neither"])]
    most = 3 * sum(numbers) + 60
    free = {cell: (0, most) for _, parts in known for cell in parts}
    told = {cell: (number, number) for cell, number in cells.items() if cell not in hidden and cell not in left}
    for cell, number in (cells | left).items():
        if 1 <= number <= 10:
            assert exists(free | {"whole": (0, most)} | told | {cell: (11, most)}, known), f"{cell}, {hidden} masked"


def test_the_reader_of_this_hunt_finds_what_is_not_protected():
    sums = [("all", ["a", "b"])]
    assert not exists({"all": (25, 25), "b": (20, 20), "a": (11, 60)}, sums)
    assert exists({"all": (25, 25), "b": (0, 60), "a": (11, 60)}, sums)
    # a = b + c, b = c, and a is odd: fractions alone would do.
    halves = [("a", ["b", "c"]), ("b", ["c", "none"]), ("all", ["a", "none"])]
    assert not exists({"all": (5, 5), "a": (0, 9), "b": (0, 9), "c": (0, 9), "none": (0, 0)}, halves)
    assert exists({"all": (6, 6), "a": (0, 9), "b": (0, 9), "c": (0, 9), "none": (0, 0)}, halves)
