"""``allervers import coverage``: the rights of the persons whom the casework knows, as the fund's system has them."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from allervers.cli.files import fail

if TYPE_CHECKING:
    from allervers.domain.coverage.loading import CoverageReport


def coverage(
    file: Annotated[Path, typer.Argument(metavar="FILE.csv", help="Droits, une ligne par période.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Tout contrôler, ne rien écrire.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Sortie JSON seule.")] = False,
) -> None:
    """Reprendre les droits (base, C2S, AME) des personnes que l'accompagnement connaît.

    Un fichier dont une ligne est refusée est refusé en entier. Le même fichier deux fois ne change rien ; une ligne
    connue plus tard (known_on) corrige, et ce que l'on croyait avant est gardé.
    """
    if not file.is_file():
        fail(f"{file} : fichier introuvable, attendu un fichier CSV")
    from allervers.cli.database import database
    from allervers.cli.imports import steps

    with database(), steps() as told:
        from django.utils import timezone

        from allervers.domain.coverage.loading import import_coverage

        report = import_coverage(file, timezone.localdate(), told, dry_run=dry_run)
    for sentence in report.refusals.sentences():
        typer.echo(sentence, err=True)
    answer = _answer(report, dry_run)
    print(json.dumps(answer, ensure_ascii=False) if as_json else _in_words(report, dry_run))
    if report.is_refused:
        raise typer.Exit(2)


def _answer(report: "CoverageReport", dry_run: bool) -> dict[str, object]:
    return {
        "dry_run": dry_run,
        "lines": report.lines,
        "refused": report.refusals.total,
        "new": report.new,
        "unchanged": report.unchanged,
        "unknown_persons": report.unknown_persons,
        "errors": report.refusals.sentences(),
    }


def _in_words(report: "CoverageReport", dry_run: bool) -> str:
    from allervers.cli.imports import _counted

    file = report.refusals.file
    if report.is_refused:
        return f"{file} : refusé en entier, {_counted(report.refusals.total, 'anomalie')}."
    lines = ["Essai : rien n'est écrit."] if dry_run else []
    lines.append(
        f"{file} : {_counted(report.lines, 'ligne')} ; {_counted(report.new, 'nouvelle')}, {report.unchanged} déjà là, "
        f"{report.unknown_persons} de personnes que l'accompagnement ne connaît pas (non gardées)."
    )
    return "\n".join(lines)
