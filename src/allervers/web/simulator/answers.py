"""The answers so far, and how they are packed to travel in the address (`seal`): for each page, its fields as a query
string (`me.birth_date` → `value=1984-03-12`), in the order in which they were given."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlencode

# What was answered « je ne sais pas ».
NOT_KNOWN = "unknown"
UNKNOWN: dict[str, list[str]] = {NOT_KNOWN: ["1"]}
NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*){0,2}")
LONGEST = 2000
MOST = 200

Raw = dict[str, list[str]]
Packed = list[list[list[str]]]


class Answers:
    """Raw fields by page, in the order of the questions; `drafts` those of pages that were left unfinished.

    `lost` counts what could not be read, `misfits` what could not be together.
    """

    def __init__(self):
        self.given: dict[str, Raw] = {}
        self.drafts: dict[str, Raw] = {}
        self.lost = self.misfits = 0

    @classmethod
    def unpacked(cls, packed: Packed) -> Answers:
        """What `packed` wrote. What cannot be read is counted in `lost`; the rest is kept."""
        answers = cls()
        for pages, pairs in zip((answers.given, answers.drafts), packed, strict=True):
            for name, text in pairs:
                raw = _unpacked(text)
                if raw is None or not NAME.fullmatch(name) or len(pages) >= MOST:
                    answers.lost += 1
                else:
                    pages[name] = raw
        return answers

    def packed(self) -> Packed:
        return [
            [[name, urlencode(raw, doseq=True)] for name, raw in pages.items()] for pages in (self.given, self.drafts)
        ]

    def answer(self, name: str, raw: Raw) -> None:
        """Write an answer; one that was given before keeps its place."""
        self.given[name] = raw
        self.drafts.pop(name, None)

    def keep_typed(self, name: str, raw: Raw) -> None:
        """What is typed on a page that is left waits for its return; nothing is kept of what nobody types by hand."""
        if any(value.strip() for values in raw.values() for value in values) and _is_short(raw):
            self.drafts[name] = raw

    def drop(self, name: str) -> None:
        """Forget an answer that cannot be."""
        if self.given.pop(name, None) is not None:
            self.lost += 1

    def is_unknown(self, name: str) -> bool:
        return self.given.get(name) == UNKNOWN

    def shown(self, name: str) -> Raw | None:
        """What to show again of a question: what was typed there, if anything was."""
        return self.drafts.get(name) or self.given.get(name)


def _is_short(raw: Raw) -> bool:
    return len(urlencode(raw, doseq=True)) <= LONGEST


def _unpacked(text: str) -> Raw | None:
    if len(text) > LONGEST:
        return None
    try:
        return parse_qs(text, keep_blank_values=True, strict_parsing=bool(text), max_num_fields=60, errors="strict")
    except ValueError:
        return None
