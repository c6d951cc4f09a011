"""Statistical secrecy: what is masked, and what of it. `test_secrecy_hunt` plays the reader on many tables."""

import itertools
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allervers.publishing.secrecy import Mask, is_small, masks


@pytest.mark.parametrize("number", [1, 10])
def test_numbers_from_1_to_10_are_masked(number):
    assert masks({"alone": number}, []) == {"alone"}


@pytest.mark.parametrize("number", [0, 11])
def test_zero_and_11_are_published(number):
    assert masks({"alone": number}, []) == set()


def test_a_subtraction_from_the_total_does_not_give_the_masked_number_away():
    assert masks({"total": 60, "a": 5, "b": 25, "c": 30}, [("total", "abc")]) == {"a", "b"}


def test_among_those_that_protect_as_well_the_cheapest_is_masked():
    costs = {"b": 2, "c": 1, "total": 3, "a": 0}
    assert masks({"total": 60, "a": 5, "b": 25, "c": 30}, [("total", "abc")], costs.get) == {"a", "c"}


@pytest.mark.parametrize(("total", "is_enough"), [(31 + 9, False), (31 + 10, False), (31 + 11, True), (31 + 12, True)])
def test_what_is_left_to_two_masked_numbers_must_allow_either_to_be_eleven(total, is_enough):
    hidden = masks({"total": total, "a": 1, "b": total - 32, "c": 31}, [("total", "abc")])
    assert ("c" not in hidden and "total" not in hidden) == is_enough


def test_every_mask_is_printed_alike():
    assert [mask.value for mask in Mask] == ["non communiqué"]


def test_a_table_is_read_along_rows_and_columns():
    cells = {"a1": 5, "a2": 40, "b1": 50, "b2": 60, "a": 45, "b": 110, "1": 55, "2": 100, "all": 155}
    sums = [("a", ["a1", "a2"]), ("b", ["b1", "b2"]), ("1", ["a1", "b1"]), ("2", ["a2", "b2"]), ("all", ["a", "b"])]
    hidden = masks(cells, [*sums, ("all", ["1", "2"])], lambda cell: len(cell) == 1)
    assert set(hidden) == {"a1", "a2", "b1", "b2"}


def test_when_everything_is_masked_there_is_an_end():
    cells = {"total": 10, **{f"part {n}": 1 for n in range(10)}}
    assert set(masks(cells, [("total", [f"part {n}" for n in range(10)])])) == set(cells)


def test_nothing_small_nothing_masked():
    assert masks({"total": 60, "a": 0, "b": 60}, [("total", "ab")]) == set()


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
    assert masks(cells, sums, known={"total", "b"}) == {"a", "c"}
    assert masks(cells, sums, masked={"c"}) == {"a", "c"}


def test_what_is_small_and_hidden_elsewhere_too_stays_hidden():
    assert masks({"a": 5, "b": 20}, [], masked={"a", "b"}) == {"a", "b"}


def test_a_number_that_follows_from_what_another_publication_shows_is_not_masked_in_vain():
    cells, sums = {"total": 60, "a": 40, "b": 20, "x": 4, "y": 16}, [("total", "ab"), ("b", "xy")]
    dear = {"y": 1}
    assert masks(cells, sums, lambda cell: dear.get(cell, 0)) == {"x", "b", "a"}
    assert masks(cells, sums, lambda cell: dear.get(cell, 0), known={"total", "a"}) == {"x", "y"}
    # Two that are not known do not follow from a whole that is.
    assert masks(cells, sums, lambda cell: dear.get(cell, 0), known={"total"}) == {"x", "b", "a"}


def test_all_parts_of_nothing_are_nothing():
    cells, sums = {"total": 0, "a": 0, "d": 0, "all": 14, "b": 3, "c": 11}, [("total", "ad"), ("all", "abc")]
    assert masks(cells, sums, known={"total", "all"}) == {"b", "c"}
    assert masks(cells, sums, known={"total", "all", "c"}) == {"b"}
    assert masks(cells, sums, known={"all", "c"}) > {"a", "b"}


def test_what_a_small_number_that_is_given_away_tells_is_masked_all_the_same():
    cells, sums = {"total": 25, "a": 5, "b": 20, "c": 30, "all": 35}, [("total", "ab"), ("all", "ac")]
    assert masks(cells, sums, known={"total", "b", "c"}) == {"a", "all"}


def test_a_hidden_whole_protects_its_parts():
    cells, sums = {"total": 60, "a": 5, "b": 25, "c": 30}, [("total", "abc")]
    assert masks(cells, sums, masked={"total"}) == {"total", "a"}


def test_a_hidden_whole_whose_parts_are_all_shown_hides_nothing():
    cells, sums = {"total": 60, "a": 30, "b": 30}, [("total", "ab")]
    assert masks(cells, sums, lambda cell: cell == "b", masked={"total"}) == {"total", "a"}


def test_a_small_number_that_another_publication_gives_away_ends_the_search():
    assert masks({"total": 25, "a": 5, "b": 20}, [("total", "ab")], known={"total", "b"}) == {"a"}


def test_overlapping_sums_are_read_together():
    # 25 − 13 = a + b + c: published beside b + c, it would tell a.
    cells = {"a": 1, "b": 2, "c": 9, "d": 13, "ac": 10, "bc": 11, "all": 25}
    hidden = masks(cells, [("ac", "ac"), ("bc", "bc"), ("all", "abcd")])
    assert {"a", "b", "c", "ac", "bc"} <= hidden


def test_a_stock_is_not_told_by_what_came_and_went():
    """70 opened and 69 closed tell the one that is left."""
    cells = {"before": 0, "opened": 70, "closed": 69, "left": 1, "there": 70}
    hidden = masks(
        cells, [("there", ["before", "opened"]), ("there", ["closed", "left"])], lambda cell: cell != "there"
    )
    assert "left" in hidden
    assert "closed" in hidden or "opened" in hidden


def test_the_same_numbers_are_always_masked_alike():
    cells = {str(n): n for n in range(1, 20)} | {"total": 190, "odd": 100, "even": 90}
    sums = [
        ("total", ["odd", "even"]),
        *((k, [str(n) for n in range(1, 20) if n % 2 == r]) for k, r in (("odd", 1), ("even", 0))),
    ]
    assert len({frozenset(masks(cells, sums)) for _ in range(3)}) == 1


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


def test_a_contributor_who_takes_its_own_number_away_is_not_left_with_a_small_one():
    two = {"region": 45, "a": 5, "b": 40}
    assert masks(two, [], contributions=[("region", "ab")]) >= {"region", "a"}
    three = {"region": 85, "a": 5, "b": 40, "c": 40}
    assert masks(three, [], lambda cell: cell == "region", contributions=[("region", "abc")]) == {"a", "b", "c"}


@pytest.mark.parametrize(("third", "is_enough"), [(9, False), (10, True)])
def test_what_it_is_left_with_may_be_eleven_and_not_ten(third, is_enough):
    cells = {"region": 101 + third + 40, "a": 1, "b": third, "c": 100, "d": 40}
    hidden = masks(cells, [], lambda cell: cell in ("region", "d"), contributions=[("region", "abcd")])
    assert ("d" not in hidden) == is_enough


def test_a_contributor_faces_at_least_two_others_whatever_their_numbers():
    cells = {"region": 60, "a": 20, "b": 40}
    assert masks(cells, [], masked={"a", "b"}, contributions=[("region", "ab")]) == {"a", "b", "region"}
    cells = {"region": 90, "a": 20, "b": 40, "c": 30}
    assert masks(cells, [], masked={"a", "c"}, contributions=[("region", "abc")]) == {"a", "b", "c"}
    assert masks(cells, [], masked={"a", "b", "c"}, contributions=[("region", "abc")]) == {"a", "b", "c"}


def test_a_whole_is_no_less_than_a_part_of_it_that_is_shown():
    """Of 45, 38 at least are successes: the failures are 7 at most."""
    numbers = {"closed": 45, "won": 40, "lost": 5, "won_with_care": 38}
    sums = [("closed", ["won", "lost"])]
    assert masks(numbers, sums) == {"won", "lost"}
    protected = masks(numbers, sums, at_least=[(["won"], ["won_with_care"])])
    assert {"won", "lost"} < protected
    assert masks(numbers | {"won_with_care": 34}, sums, at_least=[(["won"], ["won_with_care"])]) == {"won", "lost"}


@pytest.mark.parametrize(("rest", "is_masked"), [(0, False), (1, True), (10, True), (11, False)])
def test_what_is_left_of_four_numbers_is_no_small_number(rest, is_masked):
    numbers = {"whole": 40 + rest, "one": 30, "other": 30, "both": 20, "neither": rest}
    hidden = masks(numbers, [], balances=[(["whole", "both"], ["one", "other", "neither"])])
    assert (len(hidden - {"neither"}) == 1) is is_masked


def test_what_nobody_reads_is_protected_only_when_it_is_small():
    sums = [("nation", ["here", "elsewhere"])]
    assert masks({"nation": 40, "here": 20, "elsewhere": 20}, sums, unread=["elsewhere"]) == {"elsewhere"}
    protected = masks({"nation": 30, "here": 20, "elsewhere": 10}, sums, unread=["elsewhere"])
    assert len(protected) == 2
