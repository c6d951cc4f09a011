"""Which question comes next, and what the answers make together."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from functools import cached_property

from allervers.law import Situation, SituationError
from allervers.law.questions import Question, open_questions

from .answers import Answers
from .household import Member, members, situation
from .pages import NoSuchPage, Page
from .words import Words

# RSA is that of the household, and asked among the benefits of who answers.
ASKED_WITH = {"rsa": "me.benefits"}


class Flow:
    """A simulation as far as it has gone. Answers that cannot be read, or cannot be together, are dropped."""

    def __init__(self, answers: Answers, day: datetime.date, words: Words, rights: Iterable[str] | None = None):
        """``rights`` are those that the questions are for, all when None."""
        self.answers, self.day, self.words, self.rights = answers, day, words, rights
        self.people: list[Member] = members(None)
        self.given: dict[str, dict | None] = {}
        self._pages: dict[str, Page] = {}
        self._read()
        self.situation = self._situation()

    def page(self, name: str) -> Page:
        """Raises `NoSuchPage`. Made once: a result names the same pages over and over."""
        if name not in self._pages:
            self._pages[name] = Page(name, self.people, self.day, self.words)
        return self._pages[name]

    def next_name(self) -> str | None:
        """The page to show now; None when nothing is left to ask."""
        return next(iter(self.left), None)

    @cached_property
    def left(self) -> list[str]:
        """The pages still to come as far as can be said today, the one to show now first."""
        if "household" not in self.answers.given:
            return ["household"]
        asked = (self.page_of(question) for question in self.questions)
        return list(dict.fromkeys([*self._amounts_pending(), *asked]))

    @cached_property
    def questions(self) -> list[Question]:
        """What the law library would still ask, best first; only what has a page here."""
        # A resource whose amounts are still to come is as open as if it had not been ticked.
        closed = set(self.answers.given) - {name.rpartition(".")[0] for name in self._amounts_pending()}
        closed |= {question for question, page in ASKED_WITH.items() if page in closed}
        asked = open_questions(self.situation, self.rights, without=closed)
        pages = {question: self.page_of(question) for question in asked}
        return [question for question, page in pages.items() if page not in self.answers.given and self.is_shown(page)]

    def page_of(self, question: Question) -> str:
        return ASKED_WITH.get(question.name, question.name)

    def refuses(self, name: str, values: dict) -> bool:
        """The answer is one by itself, but not together with the others."""
        try:
            Situation.from_dict(situation({**self.given, name: values}, self.day))
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
            if values and name.rpartition(".")[2] in ("resources", "family_benefits") and self.is_shown(name):
                details = [f"{name}.{kind}" for kind in values["value"]]
                found += [detail for detail in details if detail not in self.answers.given]
        return found

    def recalled(self) -> list[str]:
        """The pages answered that still have somebody to speak of."""
        return [name for name in self.answers.given if self.is_shown(name)]

    def is_shown(self, name: str) -> bool:
        """There is such a question, and somebody here whom it concerns."""
        try:
            self.page(name)
        except NoSuchPage:
            return False
        return True
