"""Which numbers of a diagnosis may be shown: all that it shows is masked together (`allervers.publishing.secrecy`).

A table shows persons entitled, those without the C2S, and a rate. The rate gives away those who have it: they are a
cell too. In the diagnosis of a fund, beside the country, what a subtraction leaves (the other funds) is one as well;
so is what a list or a cause leaves of those whom it is a part of (`inclusions`). A fund reads too, and knows its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from allervers.population import gaps
from allervers.population.diagnosis import inclusions
from allervers.population.diagnosis.counting import HERE, REST, STATES, Tally
from allervers.population.diagnosis.dimensions import COMMUNE, DEPARTMENT, FIXED, UNKNOWN, YES, Dimension
from allervers.publishing.amounts import SHARE, Amount
from allervers.publishing.secrecy import SMALLEST_PUBLISHED, Mask, is_small, masks

COUNTRY = "country"
"""All the funds of the population; the same as `HERE` when the diagnosis is the country's."""

ALL, CLASSES = "all", ("free", "contribution")
ENTITLED, WITHOUT, WITH = "entitled", "without", "with"
TOTAL = "total"
COMMUNES_SHOWN = (15, 10, 5)
"""As many as there are large enough numbers for."""
OTHERS = "others"


class TakeUp(NamedTuple):
    """Persons entitled to the C2S, those of them who do not have it, and the share that they are."""

    entitled: Amount
    without: Amount

    @property
    def rate(self) -> Amount:
        return rate(self.without, self.entitled)


class Lost(NamedTuple):
    """Gaps and their days; the days are shown when the gaps are."""

    gaps: Amount
    days: Amount

    @property
    def mean(self) -> Amount:
        if self.gaps.mask or not self.gaps.number:
            return Amount(None, mask=self.gaps.mask)
        return Amount(self.days.number / self.gaps.number)


def rate(part: Amount, whole: Amount) -> Amount:
    if part.mask or whole.mask:
        return Amount(None, SHARE, Mask.HIDDEN)
    return Amount(part.number / whole.number if whole.number else None, SHARE)


class Publication:
    """The numbers of a tally, and the masks of those that may not be read."""

    def __init__(self, tally: Tally):
        self.tally = tally
        self.compares = tally.fund is not None and tally.has_others
        self.scopes = (HERE, REST, COUNTRY) if self.compares else (HERE,)
        self.communes = self._communes()
        self.dimensions = [each for each in FIXED if self._is_enough(each.name, HERE, ["yes"] * (each.groups is YES))]
        self.has_departments = self._is_enough(DEPARTMENT, COUNTRY if self.compares else HERE)
        self._mask()
        while self._hides_the_total() and self.dimensions:
            # A table that costs the total, or shows nothing, is left out of the diagnosis.
            self.dimensions.remove(max(self.dimensions, key=self._hidden_share))
            self.dimensions = [each for each in self.dimensions if self._hidden_share(each) < 1]
            self._mask()

    def _mask(self) -> None:
        self._numbers: dict[tuple, int] = {}
        self._sums: list[tuple[tuple, list[tuple]]] = []
        self._of_funds: list[tuple[tuple, list[tuple]]] = []
        self._days: dict[tuple, int] = {}
        for add in (self._add_take_up, self._add_states, self._add_gaps, self._add_targets, self._add_remainders):
            add()
        self._hidden = masks(
            self._numbers, self._sums, self._cost, contributions=self._of_funds, masked=self._told_to_the_fund()
        )

    def _told_to_the_fund(self) -> set[tuple]:
        """The country's numbers from which this fund, taking its own away, would know too much of the others."""
        if not self.compares:
            return set()
        others = {cell: number for cell, number in self._numbers.items() if cell[1] == REST}
        hidden = masks(others, [each for each in self._sums if each[0] in others], self._cost)
        countrys = {(kind, COUNTRY, *rest) for kind, _, *rest in hidden}
        return countrys & self._numbers.keys()

    def _is_enough(self, dimension: str, scope: str, groups: Sequence[str] = ()) -> bool:
        """At least half of the groups (of all, or of those given) have no small number: else a table hides more than
        it shows, and costs the others."""
        met = groups or {key[2] for key in self.tally.take_up if key[1] == dimension} - {UNKNOWN}
        large = []
        for group in met:
            counted = [self._persons(scope, dimension, group, ALL, taken_up) for taken_up in (False, True)]
            large.append(sum(counted) >= SMALLEST_PUBLISHED and not any(map(is_small, counted)))
        return bool(large) and 2 * sum(large) >= len(large)

    def _hides_the_total(self) -> bool:
        total = self.take_up()
        return any(
            shown.mask and self._numbers["take_up", HERE, TOTAL, "", ALL, what] >= SMALLEST_PUBLISHED
            for shown, what in zip(total, (ENTITLED, WITHOUT), strict=True)
        )

    def _hidden_share(self, dimension: Dimension) -> float:
        rates = [self.take_up(dimension.name, group).rate for group in self.groups(dimension.name)]
        return sum(rate.mask is not None for rate in rates) / len(rates) if rates else 1

    # What is read.

    def take_up(self, dimension: str = TOTAL, group: str = "", of: str = ALL, scope: str = HERE) -> TakeUp:
        cell = ("take_up", self._scope(scope), dimension, group, of)
        return TakeUp(self._shown((*cell, ENTITLED)), self._shown((*cell, WITHOUT)))

    def groups(self, dimension: str) -> list[str]:
        """The groups in which somebody is, in their order, `unknown` last."""
        found = {cell[3] for cell in self._numbers if cell[0] == "take_up" and cell[1:3] == (HERE, dimension)}
        order = next((list(each.groups) for each in FIXED if each.name == dimension), sorted(found - {UNKNOWN}))
        return [group for group in (*order, UNKNOWN) if group in found]

    def state(self, state: str, scope: str = HERE) -> Amount:
        return self._shown(("state", self._scope(scope), state))

    def insured(self, fund: str | None = None, scope: str = HERE) -> Amount:
        return self._shown(("state", self._scope(scope), "living") if fund is None else ("fund", fund, "living"))

    def lost(self, right: str = ALL, cause: str = ALL, scope: str = HERE) -> Lost:
        return self._lost(("gap", self._scope(scope), right, cause))

    def lost_of_fund(self, fund: str, right: str = ALL) -> Lost:
        return self._lost(("gap", ("fund", fund), right, ALL))

    def doubtful(self, right: str) -> Lost:
        return self._lost(("doubtful", HERE, right))

    def ahead(self, cause: str) -> Lost:
        return self._lost(("ahead", HERE, cause))

    def target(self, name: str) -> Amount:
        return self._shown(("target", HERE, name))

    @property
    def funds(self) -> list[str]:
        """The funds of a country's diagnosis, by code; none in that of a fund."""
        return sorted(fund for fund in self.tally.funds if fund) if self.tally.fund is None else []

    def _scope(self, scope: str) -> str:
        return scope if scope in self.scopes else HERE

    def _shown(self, cell: tuple) -> Amount:
        if cell in self._hidden:
            return Amount(None, mask=Mask.HIDDEN)
        return Amount(self._numbers.get(cell, 0))

    def _lost(self, cell: tuple) -> Lost:
        found = self._shown(cell)
        return Lost(found, Amount(None if found.mask else self._days.get(cell, 0), mask=found.mask))

    def _cost(self, cell: tuple) -> int:
        """What nobody reads costs nothing; a group costs less than a total, and the country's total most of all."""
        kind, scope, *rest = cell
        if kind == "remainder" or scope == REST:
            return 0
        if rest[0] in (TOTAL, "living", "entitled") or (kind == "gap" and rest[-1] == ALL):
            return 3 + (scope == COUNTRY)
        unread = rest[0] == "not_entitled" or (self.compares and rest[0] == DEPARTMENT and scope == HERE)
        return 0 if unread else 1 + (scope == COUNTRY)

    # What is given away.

    def _put(self, cell: tuple, number: int) -> None:
        self._numbers[cell] = number

    def _parts(self, scope: str) -> tuple[str, ...]:
        return (HERE, REST) if scope == COUNTRY else (scope,)

    def _communes(self) -> list[str]:
        """The communes named: those with the most insured persons, which is no secret. The most persons without the C2S
        would be one: whoever is not named would have fewer."""
        residents = self.tally.residents
        ranked = sorted(residents, key=lambda code: (-residents[code], code))
        for count in COMMUNES_SHOWN:
            if self._is_enough(COMMUNE, HERE, ranked[:count]):
                return ranked[:count]
        return []

    def _tables(self, scope: str) -> Iterator[tuple[str, list[str], tuple[str, ...]]]:
        """Every dimension shown, its groups, and the classes by which it is shown."""
        by_class = (ALL, *CLASSES)
        found: dict[str, set[str]] = {}
        for of, dimension, group, _, _ in self.tally.take_up:
            if of in self._parts(scope) or self.compares:
                found.setdefault(dimension, set()).add(group)
        yield TOTAL, [""], by_class
        for each in self.dimensions:
            yield each.name, sorted(found.get(each.name, ())), by_class if each.by_class else (ALL,)
        if self.has_departments:
            yield DEPARTMENT, sorted(found.get(DEPARTMENT, ())), (ALL,)
        if scope == HERE and self.communes:
            yield COMMUNE, [*self.communes, OTHERS], (ALL,)

    def _persons(self, scope: str, dimension: str, group: str, of: str, taken_up: bool) -> int:
        groups = [group]
        if dimension == COMMUNE and group == OTHERS:
            groups = [key[2] for key in self.tally.take_up if key[1] == COMMUNE and key[2] not in self.communes]
        return sum(
            self.tally.take_up[part, dimension, each, right, taken_up]
            for part in self._parts(scope)
            for each in dict.fromkeys(groups)
            for right in (CLASSES if of == ALL else (of,))
        )

    def _add_take_up(self) -> None:
        for scope in self.scopes:
            for dimension, groups, classes in self._tables(scope):
                for of in classes:
                    self._add_column(scope, dimension, groups, of)
                if len(classes) > 1:
                    self._add_classes([("take_up", scope, dimension, group) for group in groups])

    def _add_column(self, scope: str, dimension: str, groups: list[str], of: str) -> None:
        for group in groups:
            cell = ("take_up", scope, dimension, group, of)
            without, having = (self._persons(scope, dimension, group, of, taken_up) for taken_up in (False, True))
            for what, persons in ((ENTITLED, without + having), (WITHOUT, without), (WITH, having)):
                self._put((*cell, what), persons)
                if scope == COUNTRY:
                    parts = [("take_up", part, dimension, group, of, what) for part in (HERE, REST)]
                    self._sums.append(((*cell, what), parts))
            self._sums.append(((*cell, ENTITLED), [(*cell, WITHOUT), (*cell, WITH)]))
        if dimension != TOTAL:
            for what in (ENTITLED, WITHOUT, WITH):
                whole = ("take_up", scope, TOTAL, "", of, what)
                self._sums.append((whole, [("take_up", scope, dimension, group, of, what) for group in groups]))

    def _add_classes(self, groups: list[tuple]) -> None:
        for cell in groups:
            for what in (ENTITLED, WITHOUT, WITH):
                self._sums.append(((*cell, ALL, what), [(*cell, of, what) for of in CLASSES]))

    def _add_states(self) -> None:
        for scope in self.scopes:
            counted = {state: sum(self.tally.states[part, state] for part in self._parts(scope)) for state in STATES}
            counted["living"] = sum(counted.values()) - counted["deceased"]
            for state, persons in counted.items():
                self._put(("state", scope, state), persons)
                if scope == COUNTRY:
                    self._sums.append((("state", scope, state), [("state", part, state) for part in (HERE, REST)]))
            living = [("state", scope, state) for state in STATES if state != "deceased"]
            self._sums.append((("state", scope, "living"), living))
            total = ("take_up", scope, TOTAL, "", ALL, ENTITLED)
            self._sums.append((("state", scope, "entitled"), [total]))
        for fund in self.funds:
            self._put(("fund", fund, "living"), self.tally.funds[fund])
        if self.funds:
            parts = [("fund", fund, "living") for fund in self.funds]
            if self.tally.funds[None]:
                parts.append(("fund", None, "living"))
                self._put(parts[-1], self.tally.funds[None])
            self._of_funds.append((("state", HERE, "living"), parts))

    def _add_gaps(self) -> None:
        past = [gap for gap in gaps.known().values() if not gap.ahead]
        for scope in [*self.scopes, *(("fund", fund) for fund in self.funds)]:
            found = {
                (right, cause): (0, 0) for right in (ALL, *gaps.RIGHTS) for cause in (ALL, *(g.name for g in past))
            }
            for row in self.tally.gaps:
                if row.state == "past" and row.established and self._is_of(row.fund_code, scope):
                    for key in ((ALL, ALL), (row.right, ALL), (row.right, row.cause)):
                        persons, days = found[key]
                        found[key] = persons + row.persons, days + row.days
            causes = {right: [gap.name for gap in past if gap.right == right] for right in gaps.RIGHTS}
            keys = [(ALL, ALL), *((right, ALL) for right in gaps.RIGHTS)]
            if isinstance(scope, str):
                keys += [(right, cause) for right, names in causes.items() for cause in names]
                for right, names in causes.items():
                    self._sums.append((("gap", scope, right, ALL), [("gap", scope, right, cause) for cause in names]))
            self._sums.append((("gap", scope, ALL, ALL), [("gap", scope, right, ALL) for right in gaps.RIGHTS]))
            for key in keys:
                self._put(("gap", scope, *key), found[key][0])
                self._days["gap", scope, *key] = found[key][1]
                if scope == COUNTRY:
                    self._sums.append((("gap", scope, *key), [("gap", part, *key) for part in (HERE, REST)]))
        if self.funds and all(row.fund_code for row in self.tally.gaps):
            for right in (ALL, *gaps.RIGHTS):
                parts = [("gap", ("fund", fund), right, ALL) for fund in self.funds]
                self._of_funds.append((("gap", HERE, right, ALL), parts))
        self._add_other_gaps()

    def _add_other_gaps(self) -> None:
        """The gaps that no table proves, and those that lie ahead: here alone, in no sum."""
        for row in self.tally.gaps:
            if not self._is_of(row.fund_code, HERE):
                continue
            if row.state == "ahead":
                cell = ("ahead", HERE, row.cause)
            elif not row.established:
                cell = ("doubtful", HERE, row.right)
            else:
                continue
            self._numbers[cell] = self._numbers.get(cell, 0) + row.persons
            self._days[cell] = self._days.get(cell, 0) + row.days

    def _is_of(self, fund: str | None, scope) -> bool:
        if isinstance(scope, tuple):
            return fund == scope[1]
        if self.tally.fund is None or scope == COUNTRY:
            return True
        return (fund == self.tally.fund) == (scope == HERE)

    def _add_targets(self) -> None:
        for (scope, target), persons in self.tally.targets.items():
            if scope == HERE:
                self._put(("target", HERE, target), persons)

    def _add_remainders(self) -> None:
        for whole, parts, left in inclusions.remainders(self._numbers, self.scopes, HERE, self.funds):
            if left >= 0:  # Else the tables contradict the definitions, and nothing follows from these.
                cell = ("remainder", whole[1], whole, *parts)
                self._put(cell, left)
                self._sums.append((whole, [*parts, cell]))
