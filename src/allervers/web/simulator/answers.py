"""The answers so far, as the form carries them: one hidden field for each page that was answered, in that order.

`a.me.birth_date` holds the fields of the page « me.birth_date » as a query string (`value=1984-03-12`); `d.…` holds the
same for a page that was left by « Retour », so that nothing typed is lost. Anybody can write anything in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import parse_qs, urlencode

ANSWERED, DRAFT = "a.", "d."
# What was answered « je ne sais pas ».
UNKNOWN: dict[str, list[str]] = {"unknown": ["1"]}
NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*){0,2}")
LONGEST = 2000
MOST = 200

Raw = dict[str, list[str]]


class Answers:
    """Raw fields by page, in the order of the questions; `drafts` those of pages that were left unfinished.

    `lost` counts what could not be read, `misfits` what could not be together.
    """

    def __init__(self):
        self.given: dict[str, Raw] = {}
        self.drafts: dict[str, Raw] = {}
        self.lost = self.misfits = 0

    @classmethod
    def read(cls, posted: Mapping[str, str]) -> Answers:
        """What the form carried. A field that cannot be read is counted in `lost`; the others are kept."""
        answers = cls()
        for field, text in posted.items():
            if not field.startswith((ANSWERED, DRAFT)):
                continue
            name, raw = field[2:], _unpacked(text)
            if raw is None or not NAME.fullmatch(name) or len(answers.given) >= MOST:
                answers.lost += 1
            elif field.startswith(ANSWERED):
                answers.given[name] = raw
            else:
                answers.drafts[name] = raw
        return answers

    def answer(self, name: str, raw: Raw) -> None:
        """Write an answer; one that was given before keeps its place."""
        self.given[name] = raw
        self.drafts.pop(name, None)

    def drop(self, name: str) -> None:
        """Forget an answer that cannot be."""
        if self.given.pop(name, None) is not None:
            self.lost += 1

    def take_back(self, name: str) -> None:
        """Turn an answer into a draft: its page is to be shown again."""
        if name in self.given:
            self.drafts[name] = self.given.pop(name)

    def is_unknown(self, name: str) -> bool:
        return self.given.get(name) == UNKNOWN

    def shown(self, name: str) -> Raw | None:
        """What to show again on a page: what was typed there, if anything was."""
        raw = self.drafts.get(name) or self.given.get(name)
        return None if raw == UNKNOWN else raw

    def hidden(self) -> Iterator[tuple[str, str]]:
        """Names and values of the hidden fields."""
        for prefix, pages in ((ANSWERED, self.given), (DRAFT, self.drafts)):
            yield from ((prefix + name, urlencode(raw, doseq=True)) for name, raw in pages.items())


def _unpacked(text: str) -> Raw | None:
    if len(text) > LONGEST:
        return None
    try:
        return parse_qs(text, keep_blank_values=True, strict_parsing=bool(text), max_num_fields=60, errors="strict")
    except ValueError:
        return None
