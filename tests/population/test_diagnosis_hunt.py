"""A hunt on the page of a diagnosis: a reader who believes its tables, its lists and what it says that they count.

He reads what the page reads (`Publication`), and writes down the additions from the definitions printed below it: who
has the C2S is entitled less without; a list of persons without the free C2S is a part of them; a gap in the C2S is a
part of those without it. For every small number another country must agree with all of this. `make hunt` draws more.
"""

from __future__ import annotations

import os
from datetime import date
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allervers.population.diagnosis import publication
from allervers.population.diagnosis.counting import Tally
from allervers.population.diagnosis.dimensions import SEX
from allervers.population.diagnosis.publication import COUNTRY, Publication
from allervers.population.gaps.counting import GapCount
from allervers.publishing.secrecy import is_small
from tests.publishing.reader import exists

DAY = date(2025, 6, 1)
EXAMPLES = int(os.environ.get("HUNT", "200")) // 4
NUMBERS = st.sampled_from([0, 1, 9, 10, 11, 12, 40])
CLASSES, GROUPS = ("free", "contribution"), ("F", "M")
LOST, PENDING, BECOME = "c2s_not_renewed", "c2s_renewal_pending", "c2s_now_with_contribution"


def drawn(draw, scopes: tuple[str, ...]) -> Tally:
    tally = Tally(DAY, "811" if "rest" in scopes else None)
    for scope, group, of, taken_up in product(scopes, GROUPS, CLASSES, (False, True)):
        persons = draw(NUMBERS)
        tally.take_up[scope, "sex", group, of, taken_up] = persons
        tally.take_up[scope, "total", "", of, taken_up] += persons
        tally.states[scope, "entitled"] += persons
    for scope in scopes:
        for state in ("unknown", "no_base_right", "not_entitled"):
            tally.states[scope, state] = draw(NUMBERS)
    rows = []
    for scope in scopes:
        fund, without = "811" if scope == "here" else "121", {}
        for of in CLASSES:
            without[of] = tally.take_up[scope, "total", "", of, False]
            if scope == "here":
                tally.targets["here", f"c2s_{of}_not_taken_up"] = draw(st.integers(0, without[of]))
        become = draw(st.integers(0, without["contribution"]))
        ended = draw(st.integers(0, sum(without.values()) - become))
        rows += [(fund, "c2s", BECOME, True, become), (fund, "c2s", LOST, True, ended)]
        rows.append((fund, "c2s", LOST, False, draw(st.integers(0, tally.states[scope, "unknown"]))))
        closed = draw(st.integers(0, tally.states[scope, "no_base_right"]))
        rows += [(fund, "base", "base_right_ended", True, closed)]
        tally.funds[fund] = sum(persons for (of, _), persons in tally.states.items() if of == scope)
    tally.gaps = tuple(
        GapCount(fund, right, cause, cause, "past", established, persons, 30 * persons)
        for fund, right, cause, established, persons in rows
        if persons
    )
    return tally


@st.composite
def country(draw) -> Tally:
    return drawn(draw, ("here",))


@st.composite
def fund(draw) -> Tally:
    return drawn(draw, ("here", "rest"))


class Page:
    """What is read, by name; the true number of each; the additions."""

    def __init__(self, tally: Tally, scopes: tuple[str, ...]):
        self.truth, self.shown, self.sums = {}, {}, []
        self.tally, self.of, self.scopes = tally, Publication(tally), scopes
        for scope in scopes:
            self._take_up(scope)
            self._states(scope)
        self._lists()
        if len(scopes) > 1:
            for cell in [cell for cell in self.truth if cell[0] == "here" and ("rest", *cell[1:]) in self.truth]:
                self._whole((COUNTRY, *cell[1:]), [cell, ("rest", *cell[1:])], self._shown_of_country(cell[1:]))

    def _note(self, cell, number, shown=None):
        self.truth[cell] = number
        if shown is not None and shown.mask is None:
            assert shown.number == number, cell
            self.shown[cell] = number

    def _whole(self, cell, parts, shown=None):
        self._note(cell, sum(self.truth[part] for part in parts), shown)
        self.sums.append((cell, parts))

    def _part(self, whole, cell, number, shown):
        """Something that is counted apart, and what it leaves of the whole."""
        self._note(cell, number, shown)
        self._note((*cell, "left"), self.truth[whole] - number)
        self.sums.append((whole, [cell, (*cell, "left")]))

    def _shown_of_country(self, name):
        match name:
            case ("take up", group, of, "entitled" | "without" as what):
                dimension = "sex" if group else "total"
                if group and SEX not in self.of.dimensions:
                    return None
                found = self.of.take_up(dimension, group, of, COUNTRY)
                return found.entitled if what == "entitled" else found.without
            case ("gap", cause):
                return self.of.lost("c2s", cause, COUNTRY).gaps
            case ("base gaps",):
                return self.of.lost("base", scope=COUNTRY).gaps
            case ("living",):
                return self.of.insured(scope=COUNTRY)
        return None

    def _take_up(self, scope):
        # What is told of the others is told by the country alone.
        read = self.of if scope == "here" else None
        for group, of in product(GROUPS, CLASSES):
            for what, taken_up in (("without", False), ("with", True)):
                self._note((scope, "take up", group, of, what), self.tally.take_up[scope, "sex", group, of, taken_up])
        for group, what in product(GROUPS, ("without", "with")):
            self._whole((scope, "take up", group, "all", what), [(scope, "take up", group, of, what) for of in CLASSES])
        for of, what in product((*CLASSES, "all"), ("without", "with")):
            self._whole((scope, "take up", "", of, what), [(scope, "take up", group, of, what) for group in GROUPS])
        for what in ("without", "with"):
            self.sums.append(
                ((scope, "take up", "", "all", what), [(scope, "take up", "", of, what) for of in CLASSES])
            )
        for group, of in product((*GROUPS, ""), (*CLASSES, "all")):
            name = scope, "take up", group, of
            shown = None
            if read and (not group or SEX in self.of.dimensions):
                shown = read.take_up("sex" if group else "total", group, of)
                without = self.truth[*name, "without"]
                self._note((*name, "without"), without, shown.without)
            self._whole((*name, "entitled"), [(*name, "without"), (*name, "with")], shown and shown.entitled)

    def _states(self, scope):
        for state in ("unknown", "no_base_right", "not_entitled"):
            self._note(
                (scope, state), self.tally.states[scope, state], self.of.state(state) if scope == "here" else None
            )
        parts = [(scope, "take up", "", "all", "entitled"), *((scope, state) for state in ("unknown", "no_base_right"))]
        insured = self.of.insured() if scope == "here" else None
        self._whole((scope, "living"), [*parts, (scope, "not_entitled")], insured)

    def _lists(self):
        for scope in self.scopes:
            mine = [row for row in self.tally.gaps if (row.fund_code == "811") == (scope == "here")]
            met = {(row.right, row.cause, row.established): row.persons for row in mine}
            here = self.of if scope == "here" else None
            without, without_paid = ((scope, "take up", "", of, "without") for of in ("all", "contribution"))
            become, ended, both = ((scope, "gap", cause) for cause in (BECOME, LOST, "all"))
            self._part(without_paid, become, met.get(("c2s", BECOME, True), 0), here and here.lost("c2s", BECOME).gaps)
            self._note(ended, met.get(("c2s", LOST, True), 0), here and here.lost("c2s", LOST).gaps)
            self._whole(both, [become, ended], here and here.lost("c2s").gaps)
            self._part(without, both, self.truth[both], None)
            closed = met.get(("base", "base_right_ended", True), 0)
            self._part((scope, "no_base_right"), (scope, "base gaps"), closed, here and here.lost("base").gaps)
            if here:
                doubtful = met.get(("c2s", LOST, False), 0)
                self._part((scope, "unknown"), (scope, "doubtful"), doubtful, here.doubtful("c2s").gaps)
                for of in CLASSES:
                    listed = self.tally.targets[scope, f"c2s_{of}_not_taken_up"]
                    shown = here.target(f"c2s_{of}_not_taken_up")
                    self._part((scope, "take up", "", of, "without"), (scope, "list", of), listed, shown)

    def told(self, known=()):
        """The small numbers that are no other in any country that agrees with the page; `known` he knows anyway."""
        most = 2 * sum(self.truth.values()) + 60
        bounds = dict.fromkeys(self.truth, (0, most))
        bounds |= {cell: (number, number) for cell, number in self.shown.items()}
        bounds |= {cell: (self.truth[cell], self.truth[cell]) for cell in known}
        small = [cell for cell, number in self.truth.items() if is_small(number) and cell not in known]
        return [cell for cell in small if not exists(bounds | {cell: (11, most)}, self.sums)]


@given(tally=country())
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_page_of_a_country_tells_no_small_number(tally):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(publication, "FIXED", (SEX,))
        page = Page(tally, ("here",))
    assert page.told() == [], page.shown


@given(tally=fund())
@settings(max_examples=EXAMPLES // 5, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_page_of_a_fund_tells_no_small_number_nor_any_of_the_others_to_the_fund(tally):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(publication, "FIXED", (SEX,))
        page = Page(tally, ("here", "rest"))
    assert page.told() == [], page.shown
    own = [cell for cell in page.truth if cell[0] == "here"]
    assert [cell for cell in page.told(own) if cell[0] == "rest"] == [], page.shown
