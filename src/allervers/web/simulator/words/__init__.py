"""What the simulator says, in each of its languages: one module each, with the same keys.

`|` in a text separates sentences that go one a line.
"""

from collections.abc import Mapping

from allervers.law import Answer, wording
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

    def reason(self, answer: Answer) -> str | None:
        """Why, in this language; the law library's own French when this language has no word for it."""
        said = answer.reason
        known = getattr(MODULES[self.code], "REASONS", {}).get(answer.right)
        if not said or known is None:
            return said
        code = next((code for code, text in reasons_of(answer.right).items() if text == said), None)
        return known.get(code, said)


def reasons_of(right: str) -> Mapping[str, str]:
    """The French of every reason that the law library may give for a right, by code."""
    known = law().rights[right]
    basis = known.basis.rule if isinstance(known.basis, Told) else known.basis
    rule = known.reason or basis
    return rule.words if rule else {}


LANGUAGES = [(code, module.WORDS["language"], module.WORDS["html_lang"]) for code, module in MODULES.items()]
