"""Pieces of Markdown pages that several kinds of page share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from allervers.law import papers
from allervers.law.conditions import CONDITIONS
from allervers.law.figures import Figure
from allervers.law.papers import Item, Paper, Version
from allervers.law.parameters import Parameter
from allervers.law.wording import day

CONFIDENCE = {"high": "texte lu", "medium": "à confirmer", "low": "**faible**"}
WHOSE = {
    "household": "une fois pour le foyer",
    "applicant": "pour le demandeur",
    "adults": "pour chaque adulte",
    "each": "pour chaque personne",
}
WRITTEN = "*Page écrite par `make docs` d'après les règles, les chiffres et les cas : ne pas la corriger à la main.*"


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    heads = list(heads)
    lines = [_row(heads), _row("---" for _ in heads), *(_row(map(cell, row)) for row in rows)]
    return "\n".join(lines)


def cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", "<br>")


def page(title: str, *parts: str) -> str:
    return "\n\n".join([f"# {title}", WRITTEN, *(part for part in parts if part)]) + "\n"


def section(title: str, *parts: str) -> str:
    """Nothing at all when there is nothing to say."""
    said = [part for part in parts if part]
    return "\n\n".join([f"## {title}", *said]) if said else ""


def parameter(file: str, found: Parameter) -> str:
    """A figure and its values by date."""
    rows = [
        (day(dated.valid_from), Figure(file, dated).text, dated.source, CONFIDENCE[dated.confidence])
        for dated in found.values
    ]
    heads = ("Depuis le", "Valeur", "Source", "Confiance")
    return f'<a id="{found.name}"></a>\n\n**{found.label}** (`{found.name}`)\n\n{table(heads, rows)}'


def papers_of(request: str) -> str:
    """The lists of papers of a request, by date."""
    if request not in papers.known():
        return ""
    return "\n\n".join(map(_paper, papers.load(request).papers))


def _paper(paper: Paper) -> str:
    when = f", {conditions(paper.when)}" if paper.when else ""
    lines = [f"**{paper.label}** (`{paper.code}`), {WHOSE[paper.whose]}{when}.", ""]
    for start, version in zip(paper.dates, paper.versions, strict=True):
        lines += _version(start, version) if version else [f"- Depuis le {day(start)} : n'est plus demandé."]
    return "\n".join(lines)


def _version(start, version: Version) -> Iterator[str]:
    form = "original" if version.form == "original" else "copie"
    number = f", {version.number} exemplaires" if version.number > 1 else ""
    constraint = f", {version.constraint}" if version.constraint else ""
    source = f"({version.source} ; {CONFIDENCE[version.confidence]})"
    yield f"- Depuis le {day(start)} : {form}{number}{constraint} {source}"
    for item in version.items:
        yield f"  - {_item(item)}"


def _item(item: Item) -> str:
    second = "à défaut : " if item.intention == 2 else ""
    when = f", {conditions(item.when)}" if item.when else ""
    return f"{second}{item.text}{when}"


def conditions(names: tuple[str, ...]) -> str:
    """« si … et si … »."""
    said = []
    for name in names:
        condition = CONDITIONS[name.removeprefix("not ")]
        said.append(condition.otherwise if name.startswith("not ") else condition.sentence)
    return " et ".join(said)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
