"""``allervers law deadlines``, ``parameters`` and ``schema``: dates, figures and shapes of the law."""

import json
from itertools import groupby
from typing import Annotated

import typer

from allervers.cli.files import fail, text_of

DOUBT = {"low": " [red]confiance faible[/red]", "medium": " [yellow]à confirmer[/yellow]", "high": ""}
Json = Annotated[bool, typer.Option("--json", help="JSON seul sur la sortie standard.")]


def add_to(app: typer.Typer) -> None:
    app.command()(deadlines)
    app.command()(parameters)
    app.command()(documents)
    app.command()(schema)


def deadlines(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="Liste d'événements, YAML ou JSON ; « - » : entrée standard.")
    ],
    as_json: Json = False,
) -> None:
    """Les dates qui suivent de chaque événement : début et fin de droits, réponses attendues, effacement."""
    from allervers.law.deadlines import read, reckon, told
    from allervers.law.fields import SituationError

    try:
        reckoned = [reckon(content, origin) for origin, content in read(*text_of(file))]
    except SituationError as error:
        fail(str(error))
    if as_json:
        print(json.dumps([told(each) for each in reckoned], ensure_ascii=False))
    else:
        _console().print(*map(_event_tree, reckoned), sep="\n")


def _event_tree(of):
    from rich.markup import escape
    from rich.tree import Tree

    from allervers.law.deadlines import KINDS
    from allervers.law.wording import day

    name = f" — {escape(of.event['id'])}" if of.event.get("id") else ""
    tree = Tree(f"[bold]{KINDS[of.event['kind']].label}, {day(of.day)}{name}[/bold]", guide_style="dim")
    for each in of.dates:
        found = day(each.day) if each.day else "aucune date"
        sources = escape(" ; ".join(each.sources))
        tree.add(f"{each.label} : [bold]{found}[/bold] [dim]({sources})[/dim]{DOUBT[each.confidence]}")
    for note in of.notes:
        tree.add(f"[dim]{escape(note)}[/dim]")
    return tree


def parameters(
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="Nom d'un paramètre (tous par défaut).")] = None,
    date: Annotated[str | None, typer.Option(help="Jour AAAA-MM-JJ : la seule valeur en vigueur.")] = None,
    as_json: Json = False,
) -> None:
    """Les chiffres de la loi : valeur, date d'effet, unité, source, confiance."""
    from allervers.law.figures import listed

    try:
        rows = listed(name, date)
    except ValueError as error:
        fail(str(error))
    if as_json:
        print(json.dumps([row.to_json() for row in rows], ensure_ascii=False))
    else:
        for _, group in groupby(rows, key=lambda row: row.name):
            _console().print(_figures_table(list(group)))


def _figures_table(rows):
    from rich.markup import escape
    from rich.table import Table

    title = f"[bold]{escape(rows[0].name)}[/bold]\n{escape(rows[0].label)}"
    table = Table("Depuis le", "Valeur", "Source", title=title, title_justify="left", title_style="", expand=True)
    table.columns[0].no_wrap = True
    for row in rows:
        source = f"{escape(row.source)}{DOUBT[row.confidence]}"
        table.add_row(row.valid_from.isoformat(), escape(row.text), source)
    return table


def documents(
    request: Annotated[str, typer.Argument(help="Droit ou démarche : c2s, puma, ame, own_title, leaving…")],
    file: Annotated[str, typer.Argument(metavar="FILE", help="Une situation, YAML ou JSON ; « - » : entrée standard.")],
    as_json: Json = False,
) -> None:
    """Les documents à joindre à une demande, par personne."""
    from allervers.law.documents import UnknownRequest
    from allervers.law.documents import documents as asked
    from allervers.law.fields import SituationError
    from allervers.law.reading import documents as read
    from allervers.law.situation import Situation

    text, name = text_of(file)
    try:
        situations = [Situation.from_dict(each.content, each.origin) for each in _readable(read(text, name))]
        lists = [asked(request, situation) for situation in situations]
    except (SituationError, UnknownRequest) as error:
        fail(str(error))
    if not lists:
        fail(f"{name} : aucune situation, attendu un objet JSON ou YAML")
    for found in lists:
        if as_json:
            print(json.dumps([document.to_json() for document in found], ensure_ascii=False))
        else:
            _console().print(_documents_tree(request, found))


def _readable(found):
    """The documents of a file; raises the first that could not be read."""
    from allervers.law.fields import SituationError

    for document in found:
        if isinstance(document.content, SituationError):
            raise document.content
        yield document


def _documents_tree(request, found):
    from rich.tree import Tree

    from allervers.law import papers

    tree = Tree(f"[bold]{papers.load(request).label} : documents à joindre[/bold]", guide_style="dim")
    add_documents(tree, found)
    return tree


def add_documents(branch, documents) -> None:
    """Each paper, and under it those that are accepted."""
    from rich.markup import escape

    for document in documents:
        constraint = f", {document.constraint}" if document.constraint else ""
        source = f" [dim]({escape(document.source)})[/dim]{DOUBT[document.confidence]}"
        choice = "" if len(document.accepted) < 2 else ", toutes" if document.every else ", au choix"
        paper = branch.add(f"{escape(document.text)} : {document.form_text}{escape(constraint)}{choice}{source}")
        for accepted in document.accepted:
            condition = f"[dim], {escape(accepted.condition)}[/dim]" if accepted.condition else ""
            place = "" if accepted.intention == 1 else "à défaut : "
            paper.add(f"{place}{escape(accepted.text)}{condition}")


def schema() -> None:
    """Le JSON Schema d'une situation."""
    from allervers.law.schema import text

    print(text(), end="")


def _console():
    from rich.console import Console

    return Console(highlight=False)
