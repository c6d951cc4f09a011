"""What the person's page says, in easy French and in English: one module each, with the same keys.

`|` in a text separates sentences that go one a line. Names of papers and conditions are the simulator's translations of
the law library's.
"""

import datetime

from django.utils import timezone

from allervers.web.simulator import words as of_simulator

from . import en, fr

# The modules, and under which code the simulator says the same.
MODULES = {"fr": fr, "en": en}
_OF_LAW = {"fr": "falc", "en": "en"}


class Words:
    """The words of one language: `words["now.papers"]`, `words("then.until", day=…)`, `words.lines("help")`."""

    do_not_call_in_templates = True

    def __init__(self, code: str | None):
        self.code = code if code in MODULES else "fr"
        self._words = MODULES[self.code].WORDS
        self._of_law = of_simulator.Words(_OF_LAW[self.code])

    def __getitem__(self, key: str) -> str:
        return self._words[key]

    def __call__(self, key: str, **put_in: object) -> str:
        return self._words[key].format(**put_in)

    def lines(self, key: str) -> list[str]:
        return self._words[key].split("|")

    def of_law(self, french: str) -> str:
        """A sentence of the law library in this language."""
        return self._of_law.of_law(french)

    def day(self, value: datetime.date | datetime.datetime) -> str:
        if isinstance(value, datetime.datetime):
            value = timezone.localtime(value)
        return self._of_law.day(value)

    def iso(self, text: str | None) -> str:
        """A day of a situation; nothing for one that is not known."""
        return self.day(datetime.date.fromisoformat(text)) if text else ""

    @property
    def spoken(self) -> list[tuple[str, str]]:
        return [(code, module.WORDS["language"]) for code, module in MODULES.items()]
