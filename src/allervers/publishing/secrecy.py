"""Statistical secrecy: no number from 1 to 10 is published, nor what would allow one to be worked out.

The *cells* are all the numbers that a publication shows or gives away, the *sums* the additions between them (a total
and its parts). Whatever is masked is printed alike, so that of a masked number the reader knows one thing: it is not
negative, the additions hold, and a whole is no less than those of its parts that are shown (`at_least`). The rule:

- of a number from 1 to 10, nobody can prove that it is less than 11;
- of no masked number can anybody prove which it is;
- where the parts of a sum are those of several readers, neither can one who takes away its own (`contributions`);
- of a number that several readers make up together, none that takes its own away finds that 1 to 10 are left (`owned`).

`reading` plays that reader. What it proves, one more masked cell undoes: the one that costs least, until nothing is
proved.
"""

from collections.abc import Callable, Collection, Container, Hashable, Iterable, Mapping
from enum import Enum

from .additions import SMALLEST_PUBLISHED, Addition, Owned, is_small

__all__ = ["SMALLEST_PUBLISHED", "Mask", "is_small", "masks"]


class Mask(Enum):
    """What stands in place of a number that is not published: the same words, whatever the reason."""

    HIDDEN = "non communiqué"


def masks(
    cells: Mapping[Hashable, int],
    sums: Iterable[tuple[Hashable, Collection[Hashable]]],
    cost: Callable[[Hashable], int] = lambda cell: 0,
    *,
    contributions: Iterable[tuple[Hashable, Collection[Hashable]]] = (),
    balances: Iterable[tuple[Collection[Hashable], Collection[Hashable]]] = (),
    at_least: Iterable[tuple] = (),
    masked: Collection[Hashable] = (),
    known: Collection[Hashable] = frozenset(),
    unread: Collection[Hashable] = (),
    owned: Mapping[Hashable, Owned] = {},
) -> set[Hashable]:
    """The cells that must not be published. Of two that would protect as well, the one of lower `cost` is masked, then
    the smaller number. `balances`: numbers that are together as much as others; `at_least`: as much or more. `masked`
    and `known` are those that another publication hides or shows already: what it shows is never masked here, since
    that would protect nothing. `unread`: what nobody shows, but may be worked out; protected if it is small. `owned`:
    how much of a number each of those who make it up knows as its own; of a difference, a third member of `at_least`.
    """

    # Its solver takes a third of a second to load, which no command need wait that publishes nothing.
    from .reading import proofs

    def is_protected(cell: Hashable) -> bool:
        number = cells[cell]
        return is_small(number) or any(is_small(number - own) for own in owned.get(cell, {}).values())

    protected = {cell for cell in cells if is_protected(cell)}
    hidden = protected | set(masked) | set(unread)
    silent = set(unread) - protected
    additions = [Addition((whole,), tuple(parts)) for whole, parts in sums]
    additions += [Addition((whole,), tuple(parts), of_contributors=True) for whole, parts in contributions]
    additions += [Addition(tuple(left), tuple(right)) for left, right in balances]
    additions += [
        Addition(tuple(left), tuple(right), is_exact=False, owned=own[0] if own else {})
        for left, right, *own in at_least
    ]
    holding: dict[Hashable, list[Addition]] = {}
    for addition in additions:
        for cell in addition.cells:
            holding.setdefault(cell, []).append(addition)

    def cheapest(among: Iterable[Hashable]) -> list[Hashable]:
        """The one to mask; none when all are masked or known already. Zeros protect badly (one guesses them): last."""
        free = [cell for cell in among if cell not in hidden and cell not in known]
        return [min(free, key=lambda cell: (not cells[cell], cost(cell), cells[cell]))] if free else []

    def read_alone(to_read: list[Addition]) -> None:
        """What a single addition tells needs no solver: most is protected here."""
        while to_read:
            addition = to_read.pop()
            while _tells(addition, cells, hidden, silent, owned) and (chosen := cheapest(addition.cells)):
                hidden.update(chosen)
                to_read += (other for cell in chosen for other in holding[cell])

    known = _with_what_follows(known, cells, additions, holding, protected)
    read_alone(list(additions))
    safe = {*silent, *known}
    while True:
        chosen: dict[Hashable, None] = {}
        for proof in proofs(cells, holding, hidden, safe, owned):
            if not (free := cheapest(proof.rests_on)):
                # It rests on nothing but what is known elsewhere: nothing masked here undoes it, it is asked no more.
                safe.add(proof.cell)
            elif chosen.keys().isdisjoint(proof.rests_on):
                chosen |= dict.fromkeys(free)
        if not chosen:
            return hidden
        hidden.update(chosen)
        read_alone([addition for cell in chosen for addition in holding[cell]])


def _with_what_follows(
    known: Collection[Hashable],
    cells: Mapping[Hashable, int],
    additions: Iterable[Addition],
    holding: Mapping[Hashable, list[Addition]],
    protected: Container[Hashable],
) -> set[Hashable]:
    """What is known, with what one addition after another tells from it alone, nothing to protect being among it."""
    found = set(known)
    to_read = list(additions) if known else []
    while to_read:
        addition = to_read.pop()
        if not addition.is_exact:
            continue
        new = [cell for cell in addition.cells if cell not in found]
        is_nothing = all(cell in found and not cells[cell] for cell in addition.left)
        if (len(new) == 1 or is_nothing) and new and not any(cell in protected for cell in new):
            found.update(new)
            to_read += [other for cell in new for other in holding[cell]]
    return found


def _tells(
    addition: Addition,
    cells: Mapping[Hashable, int],
    hidden: Container[Hashable],
    silent: Container[Hashable],
    owned: Mapping[Hashable, Owned],
) -> bool:
    """Whether this addition alone breaks the rule for one of its cells."""
    left, right = ([cell for cell in side if cell in hidden] for side in (addition.left, addition.right))
    if (left and right) or not addition.is_exact or all(cell in silent for cell in left or right):
        return False
    if addition.of_contributors and right:
        return any(_are_too_few([part for part in right if part != own], cells) for own in right)
    return _are_too_few(left or right, cells) or _leave_too_few(left or right, cells, owned)


def _are_too_few(parts: list[Hashable], cells: Mapping[Hashable, int]) -> bool:
    """Masked parts of which the reader knows the sum."""
    return bool(parts) and (len(parts) == 1 or sum(cells[part] for part in parts) < SMALLEST_PUBLISHED)


def _leave_too_few(parts: list[Hashable], cells: Mapping[Hashable, int], owned: Mapping[Hashable, Owned]) -> bool:
    """The same, of one who takes its own away."""
    for reader in {reader for part in parts for reader in owned.get(part, ())}:
        left = [cells[part] - owned.get(part, {}).get(reader, 0) for part in parts]
        if any(map(is_small, left)) and sum(left) < SMALLEST_PUBLISHED:
            return True
    return False
