"""What may be written to a person: texts with blanks, the same for every fund (templates.yaml).

No template names a right, an illness, a sum or a number of anybody: a telephone, a place, a day.
"""

import string
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

LANGUAGES = {"fr": "Français", "en": "Anglais"}


@dataclass(frozen=True)
class Template:
    """A text in each language. `blanks`: name → what is asked of whoever writes; `about`: when it is of use.

    `secret`: whoever holds the text opens something. Nobody writes it by hand or reads it, and it is kept until it
    leaves. Those that are not `proposed` to whoever writes are written by what causes them.
    """

    code: str
    label: str
    about: str
    blanks: dict[str, str]
    subjects: dict[str, str]
    texts: dict[str, str]
    secret: bool = False
    proposed: bool = True

    def subject(self, language: str) -> str:
        return self.subjects[language]

    def filled(self, language: str, values: dict[str, str]) -> str:
        """The text as it leaves. Raises `KeyError` for a blank that was not filled."""
        return string.Template(self.texts[language]).substitute({name: values[name] for name in self.wanted})

    @property
    def wanted(self) -> list[str]:
        """Blanks, with the name of the fund, which fills itself."""
        return ["fund", *self.blanks]


@cache
def templates() -> dict[str, Template]:
    """Code → template, in the order in which they are proposed."""
    read = yaml.safe_load((Path(__file__).parent / "templates.yaml").read_text(encoding="utf-8"))
    return {code: Template(code=code, **what) for code, what in read.items()}


def proposed() -> list[Template]:
    """What somebody may choose to write."""
    return [template for template in templates().values() if template.proposed and not template.secret]


def secrets() -> list[str]:
    """The codes of those that are kept no longer than until they leave."""
    return [code for code, template in templates().items() if template.secret]
