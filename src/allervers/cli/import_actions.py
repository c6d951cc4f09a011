"""``allervers import actions``: the field actions that another tool kept."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from allervers.cli.files import fail
from allervers.cli.progress import steps

if TYPE_CHECKING:
    from allervers.domain.field_actions.actions_file import Report


def actions(
    file: Annotated[Path, typer.Argument(metavar="FILE.csv", help="Fichier CSV, séparateur « ; », en-tête compris.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Tout contrôler, ne rien écrire.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Sortie JSON seule.")] = False,
) -> None:
    """Reprendre les actions d'aller-vers d'une ou plusieurs caisses.

    Un fichier dont une ligne est refusée est refusé en entier. Importer deux fois le même fichier ne change rien ; une
    ligne modifiée depuis remplace la précédente. Un mot inconnu est gardé tel quel, et compté.
    """
    if not file.is_file():
        fail(f"{file} : fichier introuvable, attendu un fichier CSV")
    from allervers.cli.database import database

    with database(), steps() as told:
        from django.utils import timezone

        from allervers.domain.field_actions.actions_file import bring_in
        from allervers.domain.figures.editions import bring_up_to_date

        report = bring_in(file, timezone.localdate(), told, dry_run=dry_run)
        if (report.new or report.changed) and not dry_run:
            told("Comptage des mois", 0, None)
            bring_up_to_date()
    for sentence in (*report.refusals.sentences(), *report.doubts):
        typer.echo(sentence, err=True)
    print(json.dumps(_answer(report, dry_run), ensure_ascii=False) if as_json else _in_words(report, dry_run))
    if report.is_refused:
        raise typer.Exit(2)


def _answer(report: "Report", dry_run: bool) -> dict[str, object]:
    return {
        "dry_run": dry_run,
        "lines": report.lines,
        "refused": report.refusals.total,
        "new": report.new,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "unknown_words": report.unknown_words,
        "errors": report.refusals.sentences(),
        "doubts": report.doubts,
    }


def _in_words(report: "Report", dry_run: bool) -> str:
    file = report.refusals.file
    if report.is_refused:
        s = "s" if report.refusals.total > 1 else ""
        return f"{file} : refusé en entier, {report.refusals.total} anomalie{s}."
    lines = ["Essai : rien n'est écrit."] if dry_run else []
    lines.append(f"{file} : {report.lines} lignes ; nouvelles {report.new}, modifiées {report.changed}, "
                 f"déjà là {report.unchanged}.")  # fmt: skip
    for column, words in report.unknown_words.items():
        shown = ", ".join(f"{word} ({lines_of})" for word, lines_of in list(words.items())[:10])
        more = ", …" if len(words) > 10 else ""
        lines.append(f"{column} : {len(words)} mot(s) inconnu(s), gardé(s) tel(s) quel(s) : {shown}{more}")
    return "\n".join(lines)
