"""The articles that the law library was read in: each version of each, whether its text could be had, and who cites it.

A source names articles and their code: ``"R861-8 CSS"``, ``"L160-1, R111-3 et D160-2 CSS ; décret 2019-1531"``. The
version is that in force on the day: an answer tells it, and `docs/law/articles.md` gives for each version the rules,
figures, papers, dates and cases that carry it, or why it is not for us.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

CODES = ("CSS", "CRPA", "CASF", "CESEDA", "CSP")
# Nothing older than the C2S is judged here: a version that ended before is never in force.
FIRST_DAY = date(2019, 11, 1)
_ARTICLE = r"[LRD]\d+(?:-\d+)*(?:-[A-Z]\b)?"
_CITED = re.compile(rf"({_ARTICLE})|\b({'|'.join(CODES)})\b|([;(])")


class Article(NamedTuple):
    """« R861-8 » of the code « CSS »."""

    name: str
    code: str

    def __str__(self) -> str:
        return f"{self.name} {self.code}"


class Version(NamedTuple):
    """In force from ``starts_on`` to the day before ``ends_on`` (None: still); ``had``: its text could be read."""

    article: Article
    starts_on: date
    ends_on: date | None
    had: bool

    def holds_on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)


@cache
def versions() -> dict[Article, tuple[Version, ...]]:
    """Every article of `articles.csv`, its versions in order of their first day."""
    found: dict[Article, list[Version]] = {}
    lines = resources.files("allervers.law").joinpath("articles.csv").read_text(encoding="utf-8").splitlines()
    for line in lines[1:]:
        name, code, starts_on, ends_on, text = line.split(";")
        article = Article(name, code)
        end = date.fromisoformat(ends_on) if ends_on else None
        found.setdefault(article, []).append(Version(article, date.fromisoformat(starts_on), end, text == "yes"))
    return {article: tuple(sorted(listed, key=lambda each: each.starts_on)) for article, listed in found.items()}


def in_force(article: Article, day: date) -> Version | None:
    """The version of that day; None for an article that is not listed, or was not there yet."""
    # A law that was passed and put off leaves a version that overlaps the one in force: the later one is applied.
    held = [version for version in versions().get(article, ()) if version.holds_on(day)]
    return held[-1] if held else None


def cited(source: str) -> Iterator[Article]:
    """The articles that a source names: those before the name of their code, up to a semicolon or a bracket."""
    waiting: list[str] = []
    for found in _CITED.finditer(source):
        if name := found[1]:
            waiting.append(name)
        elif code := found[2]:
            yield from (Article(name, code) for name in waiting)
            waiting = []
        else:
            waiting = []


@lru_cache(1024)
def dated(source: str, day: date) -> str:
    """The source with the version in force on the day: « R861-8 CSS (version du 2025-10-01) »."""
    if any(code in source for code in CODES):
        held = [version for article in cited(source) if (version := in_force(article, day))]
        told = list(dict.fromkeys(_told(version, len(held) > 1) for version in held))
        if told:
            return f"{source} ({', '.join(told)})"
    return source


@lru_cache(4096)
def all_dated(sources: tuple[str, ...], day: date) -> tuple[str, ...]:
    return tuple(dated(source, day) for source in sources)


def _told(version: Version, several: bool) -> str:
    which = f"{version.article.name}, version" if several else "version"
    return f"{which} du {version.starts_on}" + ("" if version.had else ", texte non retrouvé")
