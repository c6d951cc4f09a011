"""From the code to us: each article, version by version, and what carries it or why it asks nothing of us."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from importlib import resources
from typing import NamedTuple

from allervers.law import articles, papers, parameters
from allervers.law.articles import FIRST_DAY, Article, Version
from allervers.law.publication.markdown import page, section, table
from allervers.law.publication.right_page import home
from allervers.law.reading import documents
from allervers.law.registry import KNOWN_RIGHTS, SHARED_FIGURES, Law

BEFORE = "Avant le 1er novembre 2019 : rien n'est jugé à cette date."
UNREAD = "**Pas encore relu.**"


class Carrier(NamedTuple):
    """What carries an article from ``since`` to the day before ``until`` (None: still), in Markdown."""

    article: Article
    since: date
    until: date | None
    told: str

    def carries(self, version: Version) -> bool:
        begins = self.until is None or version.starts_on < self.until
        return begins and (version.ends_on is None or self.since < version.ends_on)


def articles_page(known: Law, cases: Iterable[dict]) -> str:
    """``cases`` have a sentence, a source and a date."""
    carried = carriers(known, cases)
    codes = dict.fromkeys(article.code for article in articles.versions())
    return page(
        "Les articles, et ce qui les porte",
        "Chaque article lu, version par version : les règles, chiffres, papiers et cas qui le portent, ou pourquoi il "
        "ne nous concerne pas. « Texte non retrouvé » : la version n'a pu être lue, seules ses dates sont connues.",
        *(section(_TITLES[code], _table(code, carried)) for code in codes),
    )


_TITLES = {"CSS": "Code de la sécurité sociale", "CRPA": "Code des relations entre le public et l'administration"}


def _table(code: str, carried: dict[Article, list[Carrier]]) -> str:
    rows = []
    for article, versions in articles.versions().items():
        if article.code != code:
            continue
        for version in versions:
            until = f" au {version.ends_on}" if version.ends_on else ""
            had = "" if version.had else " (texte non retrouvé)"
            rows.append((article.name, f"{version.starts_on}{until}{had}", told(version, carried.get(article, []))))
    return table(("Article", "Version", "Portée par"), rows)


def told(version: Version, carried: list[Carrier]) -> str:
    """What carries a version, or why it is not for us; nothing if neither is known."""
    found = [carrier.told for carrier in carried if carrier.carries(version)]
    if version.ends_on is not None and version.ends_on <= FIRST_DAY:
        return BEFORE
    if found:
        return " · ".join(dict.fromkeys(found))
    return not_ours().get(version.article, "")


@cache
def not_ours() -> dict[Article, str]:
    """Why an article asks nothing of us; `UNREAD` for those that are still to be read."""
    text = resources.files(__package__).joinpath("not_ours.yaml").read_text(encoding="utf-8")
    (document,) = documents(text, "not_ours.yaml")
    found = {}
    for code, reasons in document.content["reasons"].items():
        for each in reasons:
            found |= {Article(name, code): each["why"] for name in each["articles"].split()}
    for code, names in (document.content.get("unread") or {}).items():
        found |= {Article(name, code): UNREAD for name in names.split()}
    return found


def carriers(known: Law, cases: Iterable[dict]) -> dict[Article, list[Carrier]]:
    """Everything of the library that cites an article."""
    found: dict[Article, list[Carrier]] = {}
    for carrier in (*_rules(known), *_figures(), *_papers(), *_cases(cases)):
        found.setdefault(carrier.article, []).append(carrier)
    return found


def _rules(known: Law) -> Iterator[Carrier]:
    for rule in known.rules.values():
        told = f"[{rule.label}]({home(known, rule.name)}.md#{rule.name})"
        for article in _cited(rule.sources):
            yield Carrier(article, FIRST_DAY, None, told)


def _figures() -> Iterator[Carrier]:
    beside = ("administration", "care_refusals", "financial_aid", "outreach", "prevention", "renewal", "social_service")
    for file in (*KNOWN_RIGHTS, *SHARED_FIGURES, *beside):
        for parameter in parameters.load(file).parameters.values():
            told = f"[{parameter.label}]({file}.md)"
            ends = [*parameter.dates[1:], None]
            for dated, until in zip(parameter.values, ends, strict=True):
                for article in _cited([dated.source]):
                    yield Carrier(article, dated.valid_from, until, told)


def _papers() -> Iterator[Carrier]:
    for request in papers.known():
        file = request if request in KNOWN_RIGHTS else "steps"
        for paper in papers.load(request).papers:
            ends = [*paper.dates[1:], None]
            for version, since, until in zip(paper.versions, paper.dates, ends, strict=True):
                for article in _cited([version.source] if version else []):
                    yield Carrier(article, since, until, f"[{paper.label}]({file}.md)")


def _cases(cases: Iterable[dict]) -> Iterator[Carrier]:
    for case in cases:
        for article in _cited([case["source"]]):
            yield Carrier(
                article, case["date"], date.fromordinal(case["date"].toordinal() + 1), f"*{case['sentence']}*"
            )


def _cited(sources: Iterable[str]) -> list[Article]:
    return list(dict.fromkeys(article for source in sources for article in articles.cited(source)))
