"""Statistical secrecy, checked against a reader who tries every possible table."""

import itertools
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allervers.publishing.secrecy import Mask, is_small, masks

SMALL, WITHHELD = Mask.SMALL, Mask.WITHHELD


@pytest.mark.parametrize("number", [1, 10])
def test_numbers_from_1_to_10_are_masked(number):
    assert masks({"alone": number}, []) == {"alone": SMALL}


@pytest.mark.parametrize("number", [0, 11])
def test_zero_and_11_are_published(number):
    assert masks({"alone": number}, []) == {}


def test_a_subtraction_from_the_total_does_not_give_the_masked_number_away():
    assert masks({"total": 60, "a": 5, "b": 25, "c": 30}, [("total", "abc")]) == {"a": SMALL, "b": WITHHELD}


def test_among_those_that_protect_as_well_the_cheapest_is_masked():
    costs = {"b": 2, "c": 1, "total": 3, "a": 0}
    assert masks({"total": 60, "a": 5, "b": 25, "c": 30}, [("total", "abc")], costs.get) == {"a": SMALL, "c": WITHHELD}


def test_two_masked_numbers_whose_sum_allows_one_answer_only_are_not_enough():
    # 32 − 30 = 2 = 1 + 1, and 50 − 30 = 20 = 10 + 10.
    assert masks({"total": 32, "a": 1, "b": 1, "c": 30}, [("total", "abc")])["c"] is WITHHELD
    assert masks({"total": 50, "a": 10, "b": 10, "c": 30}, [("total", "abc")])["c"] is WITHHELD


def test_a_number_masked_for_another_is_known_not_to_be_small():
    # If only b stood beside a, 12 − (11 or more) would leave 1.
    assert masks({"total": 12, "a": 1, "b": 11}, [("total", "ab")]) == {"total": WITHHELD, "a": SMALL, "b": WITHHELD}


def test_a_table_is_read_along_rows_and_columns():
    cells = {"a1": 5, "a2": 40, "b1": 50, "b2": 60, "a": 45, "b": 110, "1": 55, "2": 100, "all": 155}
    sums = [("a", ["a1", "a2"]), ("b", ["b1", "b2"]), ("1", ["a1", "b1"]), ("2", ["a2", "b2"]), ("all", ["a", "b"])]
    hidden = masks(cells, [*sums, ("all", ["1", "2"])], lambda cell: len(cell) == 1)
    assert set(hidden) == {"a1", "a2", "b1", "b2"}


def test_two_additions_together_do_not_give_a_masked_number_away():
    # Each addition holds two masked numbers, but total − c − d = a + b and x = a + b + 3 would leave e alone.
    cells = {"total": 100, "a": 4, "b": 30, "rest": 66, "x": 39, "e": 5}
    sums = [("total", ["a", "b", "rest"]), ("x", ["a", "b", "e"])]
    assert_nobody_can_tell(cells, sums)


def test_when_everything_is_masked_there_is_an_end():
    cells = {"total": 10, **{f"part {n}": 1 for n in range(10)}}
    assert set(masks(cells, [("total", [f"part {n}" for n in range(10)])])) == set(cells)


def test_nothing_small_nothing_masked():
    assert masks({"total": 60, "a": 0, "b": 60}, [("total", "ab")]) == {}


@given(st.lists(st.integers(0, 14), min_size=4, max_size=4))
@settings(max_examples=40, deadline=None)
def test_no_masked_number_of_a_table_can_be_worked_out(numbers):
    cells = dict(zip(("a1", "a2", "b1", "b2"), numbers, strict=True))
    sums = [("a", ["a1", "a2"]), ("b", ["b1", "b2"]), ("1", ["a1", "b1"]), ("2", ["a2", "b2"]), ("all", ["a", "b"])]
    for whole, parts in sums:
        cells[whole] = sum(cells[part] for part in parts)
    assert_nobody_can_tell(cells, [*sums, ("all", ["1", "2"])])


def test_tables_that_nothing_links_are_masked_as_if_each_was_alone():
    one = {"total": 60, "a": 5, "b": 25, "c": 30}
    other = {"other total": 90, "d": 40, "e": 2, "f": 48}
    sums = [("total", "abc"), ("other total", "def")]
    assert masks(one | other, sums) == masks(one, sums[:1]) | masks(other, sums[1:])


@pytest.mark.parametrize("shown_elsewhere", [[], ["nation", "A", "B"]])
@given(numbers=st.lists(st.integers(0, 30), min_size=20, max_size=20))
@settings(max_examples=25, deadline=None)
def test_the_regions_of_a_nation_cannot_be_worked_out_however_the_additions_are_combined(shown_elsewhere, numbers):
    """Five regions, each with a number of closures in four parts; the nation is their sum, part by part."""
    regions, parts = "ABCDE", "wxyz"
    cells = {r + p: number for (r, p), number in zip(itertools.product(regions, parts), numbers, strict=True)}
    sums = [(r, [r + p for p in parts]) for r in regions]
    sums += [("nation " + p, [r + p for r in regions]) for p in parts]
    sums += [("nation", list(regions)), ("nation", ["nation " + p for p in parts])]
    for whole, of in sums:
        cells[whole] = sum(cells[part] for part in of)
    known = {cell for cell in shown_elsewhere if not is_small(cells[cell])}
    hidden = list(masks(cells, sums, known=known))
    assert known.isdisjoint(hidden)
    matrix = [[(cell == whole) - (cell in of) for cell in hidden] for whole, of in sums]
    for place, cell in enumerate(hidden):
        alone = [int(place == other) for other in range(len(hidden))]
        assert rank([*matrix, alone]) > rank(matrix), f"{cell} follows from the others"


def test_what_another_publication_shows_is_never_masked_and_what_it_hides_stays_hidden():
    cells, sums = {"total": 60, "a": 5, "b": 25, "c": 30}, [("total", "abc")]
    assert masks(cells, sums, known={"total", "b"}) == {"a": SMALL, "c": WITHHELD}
    assert masks(cells, sums, masked={"c": WITHHELD}) == {"a": SMALL, "c": WITHHELD}


def rank(rows):
    """How many of these rows are independent."""
    rows, found = [[Fraction(number) for number in row] for row in rows], 0
    for column in range(len(rows[0])):
        pivot = next((row for row in rows[found:] if row[column]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        rows.insert(found, pivot)
        found += 1
        for row in rows[found:]:
            times = row[column] / pivot[column]
            row[:] = [number - times * below for number, below in zip(row, pivot, strict=True)]
    return found


def assert_nobody_can_tell(cells, sums):
    """Of the tables that agree with what is published, at least two differ in each masked cell.

    A table of which nothing at all is published but zeros cannot be protected further.
    """
    hidden = masks(cells, sums)
    if not hidden or not any(number and cell not in hidden for cell, number in cells.items()):
        return
    wholes = {whole for whole, _ in sums}
    inner = [cell for cell in cells if cell not in wholes]
    bound = max(cells[cell] for cell in inner) + 12
    choices = [
        [cells[cell]] if cell not in hidden else list(range(1, 11)) if hidden[cell] is SMALL else [0, *range(11, bound)]
        for cell in inner
    ]
    seen = {cell: set() for cell in hidden}
    for numbers in itertools.product(*choices):
        table = dict(zip(inner, numbers, strict=True))
        for whole, parts in sums:
            table.setdefault(whole, sum(table[part] for part in parts))
        if all(_agrees(table[cell], cells[cell], hidden.get(cell)) for cell in cells):
            for cell in hidden:
                seen[cell].add(table[cell])
            if all(len(possible) > 1 for possible in seen.values()):
                return
    pytest.fail(f"of {cells} with {hidden}, one value only is possible: {seen}")


def _agrees(number, true_number, mask):
    if mask is None:
        return number == true_number
    return 1 <= number <= 10 if mask is SMALL else number == 0 or number >= 11
