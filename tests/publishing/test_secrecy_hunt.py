"""A hunt for tables of which a reader can prove too much. `make hunt` tries more of them.

The reader here shares nothing with the code: no solver, no linear algebra. He believes what is printed, halves what
each masked number may be, carries each half through the additions, and so on until a whole table stands there or none
can: complete, and slow, hence the small tables. Numbers are drawn where the rule turns: 0, 1, 9, 10, 11, 12.
"""

import os
import zlib

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allervers.publishing.secrecy import masks

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


def test_the_reader_of_this_hunt_finds_what_is_not_protected():
    sums = [("all", ["a", "b"])]
    assert not exists({"all": (25, 25), "b": (20, 20), "a": (11, 60)}, sums)
    assert exists({"all": (25, 25), "b": (0, 60), "a": (11, 60)}, sums)
    # a = b + c, b = c, and a is odd: fractions alone would do.
    halves = [("a", ["b", "c"]), ("b", ["c", "none"]), ("all", ["a", "none"])]
    assert not exists({"all": (5, 5), "a": (0, 9), "b": (0, 9), "c": (0, 9), "none": (0, 0)}, halves)
    assert exists({"all": (6, 6), "a": (0, 9), "b": (0, 9), "c": (0, 9), "none": (0, 0)}, halves)


def exists(possible, sums):
    """Whether a table of whole numbers within these bounds fulfils all additions."""
    waiting = [possible]
    while waiting:
        bounds = narrowed(waiting.pop(), sums)
        if bounds is None:
            continue
        open_ = [cell for cell, (low, high) in bounds.items() if low < high]
        if not open_:
            return True
        cell = min(open_, key=lambda cell: bounds[cell][1] - bounds[cell][0])
        low, high = bounds[cell]
        middle = (low + high) // 2
        waiting += [bounds | {cell: (middle + 1, high)}, bounds | {cell: (low, middle)}]
    return False


def narrowed(bounds, sums):
    """The same bounds, each as near as every single addition makes it; None when one has nothing left."""
    bounds, again = dict(bounds), True
    while again:
        again = False
        for whole, parts in sums:
            low, high = sum(bounds[part][0] for part in parts), sum(bounds[part][1] for part in parts)
            new = {whole: (max(bounds[whole][0], low), min(bounds[whole][1], high))}
            for part in parts:
                least, most = bounds[part]
                new[part] = max(least, new[whole][0] - (high - most)), min(most, new[whole][1] - (low - least))
            for cell, (least, most) in new.items():
                if least > most:
                    return None
                again = again or bounds[cell] != (least, most)
            bounds |= new
    return bounds
