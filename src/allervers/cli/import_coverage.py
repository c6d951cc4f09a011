"""``allervers import coverage``, ``resources``, ``benefits``: what the fund's system knows of the persons whom the
casework knows."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from allervers.cli.files import fail
from allervers.cli.progress import steps

if TYPE_CHECKING:
    from allervers.domain.coverage.loading import Kind, Report

File = Annotated[Path, typer.Argument(metavar="FILE.csv", help="Fichier CSV, séparateur « ; », en-tête compris.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Tout contrôler, ne rien écrire.")]
AsJson = Annotated[bool, typer.Option("--json", help="Sortie JSON seule.")]


def coverage(file: File, dry_run: DryRun = False, as_json: AsJson = False) -> None:
    """Reprendre les droits (base, C2S, AME) des personnes que l'accompagnement connaît.

    Un fichier dont une ligne est refusée est refusé en entier. Le même fichier deux fois ne change rien ; une ligne
    connue plus tard (known_on) corrige, et ce que l'on croyait avant est gardé.
    """

    def kind() -> "Kind":
        from allervers.domain.coverage.rights_file import RightsFile

        return RightsFile()

    _bring_in(file, kind, dry_run, as_json)


def resources(file: File, dry_run: DryRun = False, as_json: AsJson = False) -> None:
    """Reprendre les ressources mensuelles (DRM) ; une transmission plus récente corrige, l'ancienne est gardée."""

    def kind() -> "Kind":
        from allervers.domain.coverage.resources_file import ResourcesFile

        return ResourcesFile()

    _bring_in(file, kind, dry_run, as_json)


def benefits(file: File, dry_run: DryRun = False, as_json: AsJson = False) -> None:
    """Reprendre les prestations versées ailleurs (RSA, ASPA, ASI, AAH…), le refus de la C2S et le foyer."""

    def kind() -> "Kind":
        from allervers.domain.coverage.benefits_file import BenefitsFile

        return BenefitsFile()

    _bring_in(file, kind, dry_run, as_json)


def _bring_in(file: Path, kind, dry_run: bool, as_json: bool) -> None:
    if not file.is_file():
        fail(f"{file} : fichier introuvable, attendu un fichier CSV")
    from allervers.cli.database import database

    with database(), steps() as told:
        from django.utils import timezone

        from allervers.domain.coverage.loading import bring_in

        report = bring_in(file, kind(), timezone.localdate(), told, dry_run=dry_run)
    for sentence in (*report.refusals.sentences(), *report.doubts):
        typer.echo(sentence, err=True)
    answer = _answer(report, dry_run)
    print(json.dumps(answer, ensure_ascii=False) if as_json else _in_words(report, dry_run))
    if report.is_refused:
        raise typer.Exit(2)


def _answer(report: "Report", dry_run: bool) -> dict[str, object]:
    return {
        "dry_run": dry_run,
        "lines": report.lines,
        "refused": report.refusals.total,
        "new": report.new,
        "unchanged": report.unchanged,
        "unknown_persons": report.unknown_persons,
        "in_question": [
            {"kind": each.kind, "reference": str(each.reference), "label": each.label} for each in report.in_question
        ],
        "errors": report.refusals.sentences(),
        "doubts": report.doubts,
    }


def _in_words(report: "Report", dry_run: bool) -> str:
    file = report.refusals.file
    if report.is_refused:
        return f"{file} : refusé en entier, {_counted(report.refusals.total, 'anomalie')}."
    lines = ["Essai : rien n'est écrit."] if dry_run else []
    lines.append(
        f"{file} : {_counted(report.lines, 'ligne')} ; {_counted(report.new, 'nouvelle')}, {report.unchanged} déjà là, "
        f"{report.unknown_persons} de personnes que l'accompagnement ne connaît pas (non gardées)."
    )
    if report.in_question:
        lines.append("À revoir, car fondé sur des droits que ce fichier corrige :")
        lines += [f"  {each.label} (d'après ce qui était su le {each.known_on})" for each in report.in_question]
    return "\n".join(lines)


def _counted(number: int, name: str) -> str:
    return f"{number} {name}{'s' if number > 1 else ''}"
