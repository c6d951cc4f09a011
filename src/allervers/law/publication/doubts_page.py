"""What does not rest on a text that was read whole, in one place: rules, figures and papers, the weakest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources

from allervers.law import papers, parameters
from allervers.law.articles import Article
from allervers.law.publication.articles_page import carriers
from allervers.law.publication.markdown import CONFIDENCE, page, section, table
from allervers.law.reading import documents
from allervers.law.registry import Law

# Words of a source by which it says that its text was cut, told by others, or not had.
NOT_READ = ("résumé", "non lu", "non retrouvé", "non retrouvée", "aucun tableau", "de mémoire", "ne dit pas par quel")
HEADS = ("Depuis", "Ce qui est dit", "Source", "Confiance")
WEAKEST_FIRST = ("low", "medium", "high")
# Parameter files that belong to no right.
BESIDE_RIGHTS = (
    "deadlines",
    "renewal",
    "administration",
    "prevention",
    "outreach",
    "social_service",
    "financial_aid",
    "care_refusals",
)


# How an article of the codes beside the CSS and the CRPA was read.
READ = {
    "cut": "texte coupé",
    "summary": "connu par un résumé",
    "unread": "absent des textes réunis",
}


def doubts_page(law: Law) -> str:
    partly = [*_partly_read(law)]
    rows = {"Règles": [*_rules(law)], "Chiffres": [*_figures(law)], "Documents": [*_papers()]}
    return page(
        "Ce qui ne repose pas sur un texte lu en entier",
        "Règles, chiffres et documents dont la confiance n'est pas *texte lu*, ou dont la source dit elle-même qu'un "
        "texte est coupé, résumé, non lu ou non retrouvé. À faire confirmer par un juriste, les plus faibles d'abord. "
        "Les versions d'articles dont le texte manque sont dans [Les articles](articles.md) ; les lectures qui restent "
        "à confirmer sont expliquées dans `docs/decisions/` (0007, 0009, 0030, 0031, 0064, 0088, marquées d'un "
        "astérisque).",
        section(
            f"Articles coupés, résumés ou non lus ({len(partly)})",
            "Des articles du CASF, du CESEDA et du CSP que la bibliothèque cite : ce qui en manque, et tout ce qui "
            "repose dessus, même quand la confiance est *texte lu* pour la partie lue.",
            table(("Article", "Lecture", "Ce qui manque", "Ce qui repose dessus"), partly),
        ),
        *(section(f"{title} ({len(found)})", table(HEADS, map(_told, sorted(found)))) for title, found in rows.items()),
    )


@cache
def other_texts() -> dict[Article, tuple[str, str]]:
    """How each article of CASF, CESEDA and CSP was read (``whole`` or a key of `READ`), and what is missing of it."""
    text = resources.files(__package__).joinpath("other_texts.yaml").read_text(encoding="utf-8")
    (document,) = documents(text, "other_texts.yaml")
    found = {}
    for how, codes in document.content.items():
        for code, listed in codes.items():
            names = dict.fromkeys(listed.split(), "") if isinstance(listed, str) else listed
            found |= {Article(name, code): (how, missing) for name, missing in names.items()}
    return found


def _partly_read(law: Law) -> Iterator[tuple[str, ...]]:
    resting = carriers(law, [])
    for article, (how, missing) in other_texts().items():
        if how in READ:
            rests = dict.fromkeys(carrier.told for carrier in resting.get(article, []))
            yield str(article), READ[how], missing, " · ".join(rests)


def _told(row: tuple) -> tuple[str, ...]:
    rank, label, since, source = row
    return since, label, source, CONFIDENCE[WEAKEST_FIRST[rank]]


def _doubtful(confidence: str, source: str) -> bool:
    return confidence != "high" or any(word in source for word in NOT_READ)


def _row(confidence: str, label: str, since: str, sources: Sequence[str]) -> tuple:
    return WEAKEST_FIRST.index(confidence), label, since, " ; ".join(sources)


def _rules(law: Law) -> Iterator[tuple]:
    for rule in law.rules.values():
        if _doubtful(rule.confidence, " ; ".join(rule.sources)):
            yield _row(rule.confidence, rule.label, "", rule.sources)


def _figures(law: Law) -> Iterator[tuple]:
    found = dict(law.parameters)
    for name in BESIDE_RIGHTS:
        found |= parameters.load(name).parameters
    for parameter in found.values():
        for dated in parameter.values:
            if _doubtful(dated.confidence, dated.source):
                yield _row(dated.confidence, parameter.label, dated.valid_from.isoformat(), (dated.source,))


def _papers() -> Iterator[tuple]:
    for request in papers.known():
        known = papers.load(request)
        for paper in known.papers:
            for version in filter(None, paper.versions):
                if _doubtful(version.confidence, version.source):
                    label, since = f"{known.label} : {paper.label}", version.valid_from.isoformat()
                    yield _row(version.confidence, label, since, (version.source,))
