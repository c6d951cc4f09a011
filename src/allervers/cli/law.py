"""``allervers law``: what the law gives a household."""

import json
import sys
from functools import partial
from typing import Annotated

import typer

from allervers.cli import law_tables
from allervers.cli.files import fail, text_of

app = typer.Typer(help="Ce que la loi donne à un foyer.", no_args_is_help=True)
law_tables.add_to(app)


@app.callback()
def law() -> None:
    """Ce que la loi donne à un foyer."""


@app.command()
def evaluate(
    file: Annotated[str, typer.Argument(metavar="FILE", help="YAML, JSON ou JSON lines ; « - » : entrée standard.")],
    right: Annotated[list[str] | None, typer.Option(help="Droit à juger, répétable (tous par défaut).")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON seul sur la sortie standard.")] = False,
    details: Annotated[bool, typer.Option("--details", help="Dit aussi sur quoi repose ce qui est inconnu.")] = False,
) -> None:
    """Juge chaque situation du fichier, dans l'ordre."""
    from allervers.law.answer import check_rights
    from allervers.law.reading import documents
    from allervers.law.registry import UnknownRight

    try:
        check_rights(tuple(right or ()))
    except UnknownRight as error:
        fail(str(error))
    text, name = text_of(file)
    show = _print_json if as_json else partial(_print_tree, details=details)
    read = wrong = 0
    for document in documents(text, name):
        read += 1
        problem = _answer(document, right, show)
        if problem:
            wrong += 1
            if as_json:
                print(json.dumps({"error": problem}, ensure_ascii=False))
            print(problem, file=sys.stderr)
    if not read:
        fail(f"{name} : aucune situation, attendu un objet JSON ou YAML")
    if wrong:
        raise typer.Exit(2)


def _answer(document, rights, show) -> str | None:
    """Judge and show one document; the problem, in one line, if it cannot be."""
    from allervers.law import DateTooEarly, Situation, SituationError, evaluate

    if isinstance(document.content, SituationError):
        return str(document.content)
    try:
        situation = Situation.from_dict(document.content, document.origin)
        answers = evaluate(situation, rights or None)
    except SituationError as error:
        return str(error)
    except DateTooEarly as error:
        return f"{document.origin} : {error}"
    show(situation, answers)
    return None


def _print_json(situation, answers) -> None:
    told = {} if situation.id is None else {"id": situation.id}
    told |= {name: answer.to_json() for name, answer in answers.items()}
    print(json.dumps(told, ensure_ascii=False))


def _print_tree(situation, answers, details: bool) -> None:
    from rich.console import Console

    console = Console(highlight=False)
    for answer in answers.values():
        console.print(_tree(situation, answer, details))


def _tree(situation, answer, details: bool):
    from rich.markup import escape
    from rich.tree import Tree

    from allervers.law.wording import day

    title = f" — situation {escape(situation.id)}" if situation.id else ""
    tree = Tree(
        f"[bold]{answer.label} au {day(situation.date)}{title} : {answer.status_text}[/bold]", guide_style="dim"
    )
    if answer.reason:
        tree.add(answer.reason)
    for label, text in answer.value_texts.items():
        tree.add(f"{escape(label)} : [bold]{escape(text)}[/bold]")
    if answer.missing:
        _add_missing(tree.add("[bold]À demander pour pouvoir répondre[/bold]"), answer)
    _Why(answer, details).add_to(tree)
    if answer.documents:
        law_tables.add_documents(tree.add("[bold]Documents à joindre[/bold]"), answer.documents)
    tree.add(f"Confiance : {answer.confidence_text} — version des règles {answer.law_version}")
    for note in answer.notes:
        tree.add(f"[dim]{escape(note)}[/dim]")
    return tree


def _add_missing(branch, answer) -> None:
    """What to ask for, the months of a resource on one line, what would settle most at the head."""
    from rich.markup import escape

    from allervers.law.wording import by_question

    first = answer.next_question
    listed = by_question(answer.missing)
    for each in sorted(listed, key=lambda each: first is None or each.name != first.name):
        mark = " [bold]à demander d'abord[/bold]" if first and each.name == first.name and len(listed) > 1 else ""
        branch.add(f"{escape(each.text)} [dim]({escape(each.name)})[/dim]{mark}")


class _Why:
    """The explanation. What an unknown value rests on is told with ``details`` only: what to ask for says enough."""

    def __init__(self, answer, details: bool):
        self.answer, self.details = answer, details
        self.is_cut = False

    def add_to(self, tree) -> None:
        branch = tree.add("[bold]Pourquoi[/bold]")
        self._add(branch, self.answer.explanation.steps)
        if self.is_cut:
            branch.add("[dim]Ce qui est inconnu est replié : --details le déplie.[/dim]")

    def _add(self, branch, steps, refused: bool = False) -> None:
        """``refused``: under a rule that refuses or leaves somebody out, where everything is told."""
        for step in steps:
            decides = step.value is False and step.name in self.answer.refusing
            if not (refused or decides) and self._says_nothing(step):
                continue
            inner = branch.add(_line(step))
            if step.missing and step.steps and not self.details:
                self.is_cut = True
            else:
                self._add(inner, step.steps, refused or decides)

    def _says_nothing(self, step) -> bool:
        """A value of a person that is nought or false, and known: who reads of a household looks for what counted."""
        of_person = not self.answer.judges_applicant and step.person is not None
        return of_person and step.kind == "rule" and step.value is not None and not step.value


def _line(step) -> str:
    from rich.markup import escape

    from allervers.law.wording import day

    who = f" — {step.person}" if step.person else ""
    since = f", depuis le {day(step.valid_from)}" if step.valid_from else ""
    sources = f" [dim]({escape(', '.join(step.sources))}{since})[/dim]" if step.sources else ""
    doubt = {"low": " [red]confiance faible[/red]", "medium": " [yellow]à confirmer[/yellow]"}
    mark = doubt.get(step.confidence, "")
    again = " [dim]voir plus haut[/dim]" if step.repeated and step.kind == "rule" else ""
    return f"{escape(step.label)}{escape(who)} : [bold]{escape(step.text)}[/bold]{sources}{mark}{again}"
