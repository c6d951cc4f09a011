"""Which question comes next, and what the answers make together."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from functools import cached_property

from allervers.law import Situation, SituationError
from allervers.law.questions import Question, open_questions, what_is_asked

from .answers import Answers, Raw
from .household import Member, members, situation
from .pages import NoSuchPage, Page
from .steps import AFTER, WITH_AMOUNTS, Step, in_order, parts, step_of
from .words import Words

# The RSA is that of the household, and asked among the benefits of who answers; a département says the territory.
ASKED_WITH = {"rsa": "me.benefits", "territory": "department"}
# The rights that are still to be asked for by who has a valid card: base rights are open.
WITH_CARD = ("c2s",)
ALONE: Raw = {"couple": ["alone"], "children": ["0"], "others": ["0"]}


class Flow:
    """A simulation as far as it has gone. Answers that cannot be read, or cannot be together, are dropped."""

    def __init__(self, answers: Answers, day: datetime.date, words: Words, rights: Iterable[str] | None = None):
        """``rights`` are those that the questions are for, all when None."""
        self.answers, self.day, self.words, self.rights = answers, day, words, rights
        self.people: list[Member] = members(None)
        self.given: dict[str, dict | None] = {}
        self._pages: dict[str, Page] = {}
        self._read()
        # Who is asked for some rights alone, in a file, is not asked for their card.
        self.asks_for_card = rights is None
        if self.asks_for_card and self.card == "valid":
            self.rights = WITH_CARD
        self.situation = self._situation()

    @property
    def card(self) -> str:
        """What was said of the card of the health insurance: valid, old, no; empty when it was not said."""
        return (self.given.get("card") or {}).get("value", "")

    def page(self, name: str) -> Page:
        """Raises `NoSuchPage`. Made once: a result names the same pages over and over."""
        if name not in self._pages:
            self._pages[name] = Page(name, self.people, self.day, self.words)
        return self._pages[name]

    def step(self, name: str) -> Step | None:
        """The page of that name: its questions that are open or were answered; None if there is no such page."""
        open_now = [question for step in self.left if step.name == name for question in step.questions]
        answered = [question for question in self.recalled() if step_of(question) == name]
        found = in_order([*dict.fromkeys([*answered, *open_now])], self._identifiers)
        if not found and self.is_shown(name):
            return Step(name, (name,))
        return found[0] if found else None

    @cached_property
    def left(self) -> list[Step]:
        """The pages still to come as far as can be said today, the one to show now first."""
        first = ["card"] if self.asks_for_card and "card" not in self.given else []
        if "household" not in self.answers.given:
            return [Step(name, (name,)) for name in (*first, "household")]
        asked = (self.page_of(question) for question in what_is_asked(self.situation, self.rights, self._closed()))
        still = [name for name in [*first, *self._amounts_pending(), *asked] if name not in self.given]
        return in_order([name for name in dict.fromkeys(still) if self.is_shown(name)], self._identifiers)

    @property
    def passed(self) -> list[str]:
        """The names of the pages that were answered, in that order."""
        return list(dict.fromkeys(map(step_of, self.recalled())))

    @cached_property
    def total(self) -> int:
        """How many pages in all: those that were answered, and those to come if each answer is the most usual one."""
        if "household" not in self.answers.given:
            alone = Answers()
            alone.given = {"household": ALONE, **self.answers.given}
            return Flow(alone, self.day, self.words, None if self.asks_for_card else self.rights).total
        left = [step.name for step in self.left if any(map(self._is_counted, step.questions))]
        # Somebody receives one kind of resource; how much is a page more.
        amounts = [name for name in left if name.rpartition(".")[2] in WITH_AMOUNTS and not name.startswith("child")]
        return len({*self.passed, *left}) + len(amounts)

    @cached_property
    def questions(self) -> list[Question]:
        """What the law library would still ask, best first; only what has a page here."""
        asked = open_questions(self.situation, self.rights, without=self._closed())
        pages = {question: self.page_of(question) for question in asked}
        return [question for question, page in pages.items() if page not in self.answers.given and self.is_shown(page)]

    def _closed(self) -> set[str]:
        """The questions that were put; not a resource whose amounts are still to come: it is as open as before."""
        closed = set(self.answers.given) - {name.rpartition(".")[0] for name in self._amounts_pending()}
        return closed | {question for question, page in ASKED_WITH.items() if page in closed}

    def _is_counted(self, question: str) -> bool:
        owner, field, _ = parts(question)
        before = "birth_date" if owner.startswith("child") and field == "resources" else AFTER.get(field)
        return before is None or bool({before, f"{owner}.{before}"} & self.answers.given.keys())

    @property
    def _identifiers(self) -> list[str]:
        return [member.id for member in self.people]

    def page_of(self, question: Question) -> str:
        return ASKED_WITH.get(question.name, question.name)

    def refuses(self, answers: dict[str, dict | None]) -> bool:
        """These answers, by question, are ones by themselves, but not together with the others."""
        try:
            Situation.from_dict(situation({**self.given, **answers}, self.day))
        except SituationError:
            return True
        return False

    def _read(self) -> None:
        if household := self.answers.given.get("household"):
            values = self._values("household", household)
            self.people = members(values)
        for name, raw in list(self.answers.given.items()):
            self.given[name] = self._values(name, raw)

    def _values(self, name: str, raw: dict) -> dict | None:
        if self.answers.is_unknown(name):
            return None
        try:
            values = self.page(name).values(raw)
        except NoSuchPage:
            # Of somebody who has left the household since: kept, should they come back.
            return None
        if values is None:
            self.answers.drop(name)
        return values

    def _situation(self) -> Situation:
        try:
            return Situation.from_dict(situation(self.given, self.day))
        except SituationError:
            # Only dates of birth, and statuses, are judged together.
            for name in [name for name in self.given if name.endswith((".birth_date", ".statuses"))]:
                del self.given[name], self.answers.given[name]
                self.answers.misfits += 1
        return Situation.from_dict(situation(self.given, self.day))

    def _amounts_pending(self) -> list[str]:
        """Kinds of resource that were ticked, of which the amounts are not asked yet."""
        found = []
        for name, values in self.given.items():
            if values and name.rpartition(".")[2] in WITH_AMOUNTS and self.is_shown(name):
                details = [f"{name}.{kind}" for kind in values["value"]]
                found += [detail for detail in details if detail not in self.answers.given]
        return found

    def recalled(self) -> list[str]:
        """The questions answered that still have somebody to speak of."""
        return [name for name in self.answers.given if self.is_shown(name)]

    def is_shown(self, name: str) -> bool:
        """There is such a question, and somebody here whom it concerns."""
        try:
            self.page(name)
        except NoSuchPage:
            return False
        return True
