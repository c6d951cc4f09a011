"""What the simulator says, in each of its languages: one module each, with the same keys.

`|` in a text separates sentences that go one a line.
"""

import datetime
from collections.abc import Mapping
from functools import cache
from importlib import resources

import yaml

from allervers.law import KNOWN_RIGHTS, Answer, Step, wording
from allervers.law.answer import NoteTold
from allervers.law.registry import law
from allervers.law.rules import Told

from . import en, falc, fr

MODULES = {"fr": fr, "falc": falc, "en": en}
MONTHS = {
    "fr": wording.MONTHS,
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}


def _tied(text: str) -> str:
    """With the spaces that do not break where French puts one before or after a sign."""
    for sign in "?!:;»€":
        text = text.replace(f" {sign}", f"\N{NO-BREAK SPACE}{sign}")
    return text.replace("« ", "«\N{NO-BREAK SPACE}").replace("n° ", "n°\N{NO-BREAK SPACE}")


_WORDS = {code: {key: _tied(text) for key, text in module.WORDS.items()} for code, module in MODULES.items()}


class Words:
    """The words of one language: `words["q.household"]`, `words("progress", number=3)`, `words.lines("w.c2s")`."""

    do_not_call_in_templates = True

    def __init__(self, code: str):
        self.code = code if code in MODULES else "fr"
        self._words: Mapping[str, str] = _WORDS[self.code]

    def __getitem__(self, key: str) -> str:
        return self._words[key]

    def get(self, key: str, otherwise: str) -> str:
        return self._words.get(key, otherwise)

    def __contains__(self, key: str) -> bool:
        return key in self._words

    def __call__(self, key: str, **put_in) -> str:
        return self._words[key].format(**put_in)

    def lines(self, key: str) -> list[str]:
        return self._words[key].split("|")

    @property
    def is_french(self) -> bool:
        return self.code != "en"

    @property
    def leaves_calculation_out(self) -> bool:
        """Easy-to-read French sends to the French page for the calculation and the texts of law."""
        return self.code == "falc"

    def month(self, year: int, number: int) -> str:
        return f"{MONTHS[self['html_lang']][number - 1]} {year}"

    def month_of(self, code: str) -> str:
        """« mai 2025 » for ``2025-05``."""
        year, number = code.split("-")
        return self.month(int(year), int(number))

    def day(self, value) -> str:
        ordinal = "1er" if value.day == 1 and self.is_french else value.day
        return f"{ordinal}\N{NO-BREAK SPACE}{self.month(value.year, value.month)}"

    def euros(self, cents: int) -> str:
        if self.is_french:
            whole = f"{cents // 100:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")
            return f"{whole},{cents % 100:02}\N{NO-BREAK SPACE}€"
        return f"€{cents // 100:,}.{cents % 100:02}"

    def of_law(self, french: str) -> str:
        """A sentence of the law library in this language; its own French where that is plain enough."""
        return translations(self.code).get(french, french)

    def reason(self, answer: Answer) -> str | None:
        return answer.reason and self.of_law(answer.reason)

    def note(self, note: NoteTold) -> list[str]:
        """The sentences of a note; its source is told with the explanation, its doubt here."""
        if self.code == "fr":
            return [note.text]
        figure = note.figure
        quantity = "" if figure is None else self.quantity(figure.value, figure.unit)
        told = self.of_law(note.sentence).format(quantity)
        if figure is not None and figure.confidence != "high":
            told = f"{told.removesuffix('.')} ({self['note.doubt']})."
        return told.split("|")

    def value(self, step: Step) -> str:
        """The value of a step of the explanation; empty when it is not known."""
        if step.text == wording.UNKNOWN:
            return ""
        if self.is_french:
            return step.text
        if step.amounts:
            return "; ".join(map(self._months, wording.month_groups(step.amounts)))
        if step.value is None or isinstance(step.value, bool | str):
            return self.of_law(step.text)
        return self.quantity(step.value, step.unit)

    def quantity(self, value, unit: str) -> str:
        """A figure in its unit, or a date."""
        if isinstance(value, datetime.date):
            return self.day(value)
        if self.is_french:
            return wording.value_text(value, unit)
        match unit:
            case "euros":
                return self.euros(value)
            case "percent":
                return f"{value}%"
            case "per_thousand":
                return f"{value / 10:g}%"
            case "persons" | "years" | "days" | "months":
                return f"{value} {unit if value != 1 else unit[:-1]}"
        return str(value)

    def _months(self, group: tuple[int, int, int | None]) -> str:
        first, last, cents = group
        amount = self["tree.unknown"] if cents is None else self.euros(cents)
        if first == last:
            return f"{self._month_counted(first)}: {amount}"
        return f"{self._month_counted(first)} to {self._month_counted(last)}: {amount} a month"

    def _month_counted(self, number: int) -> str:
        return self.month(number // 12, number % 12 + 1)


def reasons_of(right: str) -> Mapping[str, str]:
    """The French of every reason that the law library may give for a right, by code."""
    known = law().rights[right]
    basis = known.basis.rule if isinstance(known.basis, Told) else known.basis
    rule = known.reason or basis
    return rule.words if rule else {}


@cache
def translations(code: str) -> Mapping[str, str]:
    """By its French, what the law library says, in another language: reasons from its module, the rest from its files."""
    if code == "fr":
        return {}
    reasons = MODULES[code].REASONS
    found = {
        french: reasons[right][why]
        for right in KNOWN_RIGHTS
        for why, french in reasons_of(right).items()
        if why in reasons[right]
    }
    for section in _law_texts():
        for french, told in section.items():
            # Steps and values have one other language: easy-to-read French leaves them out.
            text = told.get(code) if isinstance(told, dict) else told if code == "en" else None
            if text:
                found[french] = text
    return {french: _tied(text) for french, text in found.items()} if code == "falc" else found


def _law_texts() -> list[dict]:
    files = (resources.files(__package__) / name for name in ("papers.yaml", "explanation.yaml"))
    return [section for file in files for section in _read(file.read_text(encoding="utf-8")).values()]


def _read(text: str) -> dict:
    return yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))


LANGUAGES = [(code, module.WORDS["language"], module.WORDS["html_lang"]) for code, module in MODULES.items()]
