"""The one question that would settle most, for a situation that is not fully known.

    question = next_question(situation)
    question.name        # "p1.nationality", as in `Answer.missing`; the months of a resource are one question
    question.rights      # the undecided rights that ask for it

Each open question is tried with values of every kind that its field takes. The one that decides most rights over these
values is asked first; then the one that leaves fewest questions; then the one on which most statuses hang. A question
that got no answer (it is in ``without``) ends nothing: what would be asked on either side of it is still asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property, lru_cache, reduce
from operator import or_
from typing import NamedTuple

from allervers.law.counting import month_number, months_to
from allervers.law.evaluation import ParameterUse, Run, Use, use_of
from allervers.law.facts import (
    Facts,
    PersonFacts,
    amounts_of_household,
    facts_of,
    household_values,
    person_facts,
)
from allervers.law.inputs import MissingKey, Unknown
from allervers.law.registry import KNOWN_RIGHTS, law
from allervers.law.situation import NONE_WHEN_ABSENT, SCHEMA, Amount, Situation
from allervers.law.wording import missing_text, month_code

# How many ways of answering what nobody knew are imagined, to find what would still be asked on each side.
SIDES = 24
# Ages, lengths of stay and coming ends between which rules change; in days from the request.
DAYS = (-31, -120, -2000, -6300, -8000, -26000, 40)
AMOUNTS = (0, 20_000, 300_000)
# A month that every reference period holds.
LAG = 6
INCOMES = (("wage", 0), ("wage", 20_000), ("wage", 300_000), ("retirement_pension", 90_000))
COUNTRIES = ("FR", "IT", "GB", "MA")


_SCHEMAS = (SCHEMA["properties"], SCHEMA["properties"]["persons"]["items"]["properties"])
# Fields in the order in which the format lists them, for questions that are worth the same.
_PLACES = {field: place for place, field in enumerate(field for schema in _SCHEMAS for field in schema)}


class Question(NamedTuple):
    """What to ask; ``text`` is its French wording, ``months`` those of a resource (AAAA-MM) in order."""

    name: str
    text: str
    person_id: str | None
    field: str
    months: tuple[str, ...]
    rights: tuple[str, ...]


class _Asked(NamedTuple):
    """A field of the household or of one person; the parts of a record are asked together."""

    person: int | None
    field: str


def open_questions(
    situation: Situation, rights: Iterable[str] | None = None, without: Iterable[str] = ()
) -> list[Question]:
    """Every question that an undecided right still asks, the one to ask first at the head; ``without`` names those
    that got no answer."""
    return _Questions(situation, rights, without).ranked()


def what_is_asked(
    situation: Situation, rights: Iterable[str] | None = None, without: Iterable[str] = ()
) -> list[Question]:
    """The questions of `open_questions` in the order of the format: nothing is tried, which takes most of the time."""
    return list(_Questions(situation, rights, without).described())


def next_question(
    situation: Situation, rights: Iterable[str] | None = None, without: Iterable[str] = ()
) -> Question | None:
    """The one to ask first, None when nothing is left to ask."""
    return next(iter(open_questions(situation, rights, without)), None)


class _Questions:
    def __init__(self, situation: Situation, rights: Iterable[str] | None, without: Iterable[str]):
        self.situation = situation
        self.rights = tuple(KNOWN_RIGHTS if rights is None else rights)
        self.without = frozenset(without)
        self.facts = facts_of(situation)
        self.missing = missing_by_right(self.facts, self.rights)
        self._add_what_sides_ask()
        self.open = self._asked(self.missing)

    @cached_property
    def trials(self) -> Trials:
        return Trials(self.situation, self.missing)

    @cached_property
    def deciding(self) -> dict[str, set[_Asked]]:
        """The questions on which the status of each right hangs."""
        statuses = missing_by_right(self.facts, self.missing, status_alone=True)
        return {right: set(map(_of, statuses.get(right, ()))) for right in self.missing}

    def described(self) -> Iterator[Question]:
        for asked in self.open:
            keys = {key for keys in self.missing.values() for key in keys if _of(key) == asked}
            rights = tuple(right for right, keys in self.missing.items() if asked in map(_of, keys))
            months = tuple(month_code(month) for month in sorted(key.month for key in keys if key.month is not None))
            told = missing_text(self.situation, MissingKey(*asked))
            yield Question(told.name, told.text, told.person_id, told.field, months, rights)

    def ranked(self) -> list[Question]:
        described = list(self.described())
        if len(described) < 2:
            return described
        worth = [self._worth(asked, question) for asked, question in zip(self.open, described, strict=True)]
        order = sorted(range(len(worth)), key=worth.__getitem__, reverse=True)
        return [described[place] for place in order]

    def _worth(self, asked: _Asked, question: Question) -> tuple[float, float, int]:
        """Rights decided and questions left, over the values tried; statuses that hang on it."""
        decided = left = 0
        trials = list(answered(self.situation, asked))
        for trial in trials:
            missing = self.trials.missing(trial, self.missing)
            decided += len(self.missing) - len(missing)
            left += len(self._named(missing))
        hanging = sum(asked in self.deciding[right] for right in question.rights)
        return decided / len(trials), -left / len(trials), hanging

    def _asked(self, missing: dict[str, frozenset]) -> list[_Asked]:
        """The questions behind what is missing, in the order of the format."""
        named = self._named(missing)
        return sorted(named, key=lambda each: (-1 if each.person is None else each.person, _PLACES[each.field]))

    def _named(self, missing: dict[str, frozenset]) -> list[_Asked]:
        """Those questions but the ones in ``without``."""
        asked = set(map(_of, frozenset().union(*missing.values())))
        return [each for each in asked if each.field != "persons" and self._name(each) not in self.without]

    def _name(self, asked: _Asked) -> str:
        person = "" if asked.person is None else f"{self.situation.persons[asked.person].id}."
        return f"{person}{asked.field}"

    def _add_what_sides_ask(self) -> None:
        """Add to what is missing that which an unanswered question hides: the law does not look past an unknown."""
        for turn in range(SIDES if self._unanswered(self.missing) else 0):
            side, missing = self._side(turn)
            known = {right: set(map(_of, keys)) for right, keys in self.missing.items()}
            if any(asked not in known[right] for right, keys in missing.items() for asked in map(_of, keys)):
                # Judged whole, for the months of a resource.
                for right, keys in missing_by_right(facts_of(side), missing).items():
                    self.missing[right] |= keys

    def _side(self, turn: int) -> tuple[Situation, dict[str, frozenset]]:
        """The situation with what nobody knew answered by the values that come at this turn, and what it asks."""
        side, imagined = self.situation, set()
        while True:
            missing = self.trials.missing(side, self.missing)
            unanswered = [asked for asked in self._unanswered(missing) if asked not in imagined]
            if not unanswered:
                return side, missing
            for asked in unanswered:
                values = _tried(asked.field, asked.person is not None, side.date)
                value = values[(turn + len(imagined) * (turn // len(values))) % len(values)]
                side = _with(side, asked, value)
                imagined.add(asked)

    def _unanswered(self, missing: dict[str, frozenset]) -> list[_Asked]:
        """The questions in ``without`` on which rights hang, in a steady order."""
        asked = set(map(_of, frozenset().union(*missing.values())))
        found = [each for each in asked if each.field != "persons" and self._name(each) in self.without]
        return sorted(found, key=lambda each: (-1 if each.person is None else each.person, _PLACES[each.field]))


def missing_by_right(
    facts: Facts, rights: Iterable[str], status_alone: bool = False
) -> dict[str, frozenset[MissingKey]]:
    """What each undecided right hangs on: its status, and whatever else it asks for unless ``status_alone``."""
    return _missing(Run(law(), facts), rights, status_alone)


def _missing(run: Run, rights: Iterable[str], status_alone: bool = False) -> dict[str, frozenset[MissingKey]]:
    found = {}
    for right in rights:
        known = run.law.rights[right]
        asked_for = (known.status,) if status_alone else known.asks_for
        values = [run.value(rule.name) for rule in asked_for]
        if missing := frozenset().union(*(value.missing for value in values if isinstance(value, Unknown))):
            found[right] = missing
    return found


class Trials:
    """What stays missing in situations that differ from a first one by a few answers.

    The first is judged whole; of a trial, only what rests on an answer that differs is judged again. Unknown months
    are one unknown sum here: what ranks questions needs no month.
    """

    def __init__(self, situation: Situation, rights: Iterable[str]):
        self.situation = situation
        persons = [_coarse_person(situation, place) for place in range(len(situation.persons))]
        self.facts = Facts(household_values(situation), _coarse_amounts(situation), persons)
        self.run = Run(law(), self.facts)
        _missing(self.run, rights)
        # Each input that was used is a bit; each value has those of the inputs that it rests on.
        self.bits: dict[Use, int] = {}
        self.under: dict[Use, int] = {}
        for use in self.run.values:
            self.under[use] = reduce(or_, map(self._bits_of, self.run.uses[use]), 0)

    def missing(self, trial: Situation, rights: Iterable[str]) -> dict[str, frozenset[MissingKey]]:
        """As `missing_by_right`, for a trial."""
        run = Run(self.run.law, self._facts(trial))
        changed = self._changed(run.facts)
        if changed is not None:
            run.values = {use: value for use, value in self.run.values.items() if not self.under[use] & changed}
            run.uses = {use: self.run.uses[use] for use in run.values}
        return _missing(run, rights)

    def _bits_of(self, use: Use | ParameterUse) -> int:
        if use.__class__ is ParameterUse:
            return 0
        if use in self.under:
            return self.under[use]
        return self.bits.setdefault(use, 1 << len(self.bits))

    def _facts(self, trial: Situation) -> Facts:
        """Those of the first situation, but for what the trial changes."""
        before, after = self.situation, trial
        same_amounts = after.family_benefits is before.family_benefits
        persons = [
            self.facts.persons[place] if person is before.persons[place] else _coarse_person(after, place)
            for place, person in enumerate(after.persons)
        ]
        amounts = self.facts.amounts if same_amounts else _coarse_amounts(after)
        return Facts(household_values(after), amounts, persons)

    def _changed(self, facts: Facts) -> int | None:
        """The bits of the inputs that differ; None if amounts do: a kind that is not listed leaves no trace in uses."""
        first, changed = self.facts, 0
        pairs = [(None, first, facts)]
        pairs += [(place, *pair) for place, pair in enumerate(zip(first.persons, facts.persons, strict=True))]
        for place, before, after in pairs:
            if before is after:
                continue
            if before.amounts is not after.amounts and before.amounts != after.amounts:
                return None
            for name, value in after.values.items():
                if not _same(value, before.values[name]):
                    changed |= self.bits.get(use_of(name, place), 0)
        return changed


def _coarse_amounts(situation: Situation) -> dict[str, dict[int, int | Unknown]]:
    unknown = [item for item in situation.family_benefits if item.cents is None]
    if not unknown:
        return amounts_of_household(situation)
    month = month_number(situation.date) - LAG
    return {unknown[0].kind: {month: Unknown(MissingKey(None, "family_benefits", month))}}


def _coarse_person(situation: Situation, place: int) -> PersonFacts:
    person, facts = situation.persons[place], person_facts(situation, place)
    unknown_months = not person.resources_complete or any(item.cents is None for item in person.resources)
    if person.annual_resources is not None or not unknown_months:
        return facts
    given = {"annual_resources_given": True, "annual_resources": Unknown(MissingKey(place, "resources"))}
    return PersonFacts(facts.values | given, {}, complete=True)


def _same(one: object, other: object) -> bool:
    if one.__class__ is Unknown and other.__class__ is Unknown:
        return one.missing == other.missing
    return one == other


@lru_cache(4096)
def _of(key: MissingKey) -> _Asked:
    return _Asked(key.person, key.field.partition(".")[0])


# --- values to try --------------------------------------------------------------------------------------------------


def answered(situation: Situation, asked: _Asked) -> Iterator[Situation]:
    """The situation with the question answered, in each of the ways that are tried."""
    return (_with(situation, asked, value) for value in _tried(asked.field, asked.person is not None, situation.date))


def _with(situation: Situation, asked: _Asked, value: object) -> Situation:
    """The situation with that answer."""
    if asked.field == "family_benefits":
        items = tuple(replace(item, cents=value) for item in situation.family_benefits)
        return replace(situation, family_benefits=items)
    if asked.person is None:
        return replace(situation, **{asked.field: value})
    person = situation.persons[asked.person]
    if asked.field == "resources":
        person = replace(person, resources=value, resources_complete=True)
    else:
        person = replace(person, asked=person.asked - {asked.field}, **{asked.field: value})
    persons = (*situation.persons[: asked.person], person, *situation.persons[asked.person + 1 :])
    return replace(situation, persons=persons)


@lru_cache(256)
def _tried(field: str, of_person: bool, request: date) -> tuple[object, ...]:
    """The answers that are tried for a field, as a situation holds them."""
    if field == "family_benefits":
        return AMOUNTS
    if field == "resources":
        months = months_to(request, 14)
        return tuple(tuple(Amount(kind, month, amount) for month in months) for kind, amount in INCOMES)
    schema = _SCHEMAS[of_person][field]
    values = [value for value in _values(schema, request) if field != "birth_date" or value <= request]
    if of_person and field in NONE_WHEN_ABSENT:
        values.insert(0, () if field in ("statuses", "benefits") else None)
    return tuple(values)


def _values(schema: dict, request: date) -> Iterator[object]:
    """Values of every kind that a field of this schema takes, as a situation holds them."""
    schema = schema["anyOf"][0] if "anyOf" in schema else schema
    if "enum" in schema:
        yield from schema["enum"]
    elif schema.get("type") == "boolean":
        yield from (True, False)
    elif schema.get("type") == "number":
        yield from AMOUNTS
    elif schema.get("format") == "date":
        yield from (request + timedelta(days=days) for days in DAYS)
    elif schema.get("type") == "array":
        yield from ((code,) for code in _values(schema["items"], request))
    elif schema.get("type") == "object":
        yield from _records(schema["properties"], request)
    else:
        yield from COUNTRIES


def _is_list(schema: dict) -> bool:
    return any(each.get("type") == "array" for each in schema.get("anyOf", [schema]))


def _records(properties: dict, request: date) -> Iterator[dict]:
    """An object with each of its fields in turn, the others at their first value or, for truths, left out."""
    # A list in a record is another way to tell a sum that has a field of its own.
    properties = {name: schema for name, schema in properties.items() if not _is_list(schema)}
    values = {name: list(_values(schema, request)) for name, schema in properties.items()}
    base = {name: known[0] for name, known in values.items() if known[0] is not True}
    for name, known in values.items():
        yield from ({**base, name: value} for value in known)
