"""``allervers import``: what other tools wrote, brought in."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from allervers.cli.files import fail
from allervers.cli.import_actions import actions
from allervers.cli.import_agreements import agreements
from allervers.cli.import_coverage import benefits, coverage, resources
from allervers.cli.import_detection import detection
from allervers.cli.import_history import listed, take_back
from allervers.cli.import_identities import identities
from allervers.cli.import_managing_bodies import managing_bodies
from allervers.cli.import_structures import structures
from allervers.cli.progress import steps

if TYPE_CHECKING:
    from allervers.domain.figures.history.loading import FileReport

app = typer.Typer(help="Reprendre ce que d'autres outils ont écrit.", no_args_is_help=True)


@app.callback()
def imports() -> None:
    """Reprendre ce que d'autres outils ont écrit."""


app.command()(actions)
app.command()(agreements)
app.command()(detection)
app.command()(identities)
app.command()(coverage)
app.command()(resources)
app.command()(benefits)
app.command("managing-bodies")(managing_bodies)
app.command()(structures)
app.command("list")(listed)
app.command("take-back")(take_back)


@app.command()
def casework(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Dossier de referrals.csv et accompaniments.csv.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Tout contrôler, ne rien écrire.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Sortie JSON seule.")] = False,
    again: Annotated[
        bool, typer.Option("--again", help="Accepter des lignes déjà reprises mot pour mot sous une autre caisse.")
    ] = False,
) -> None:
    """Reprendre l'historique d'une ou plusieurs caisses, comme faits sans personnes.

    Un fichier dont une ligne est refusée est refusé en entier. Importer deux fois le même dossier ne change rien ; une
    ligne modifiée depuis remplace la précédente.
    """
    if not folder.is_dir():
        fail(f"{folder} : dossier introuvable, attendu un dossier avec referrals.csv et accompaniments.csv")
    from allervers.cli.database import database

    with database(), steps() as told:
        from django.utils import timezone

        from allervers.config.database import as_owner
        from allervers.domain.figures.editions import bring_up_to_date
        from allervers.domain.figures.history.loading import import_folder

        with as_owner():
            reports = import_folder(folder, timezone.localdate(), told, dry_run=dry_run, again=again)
        told("Comptage des mois", 0, None)
        bring_up_to_date()
    for sentence in (line for report in reports for line in (*report.refusals.sentences(), *report.doubts)):
        typer.echo(sentence, err=True)
    print(json.dumps(_as_json(reports, dry_run), ensure_ascii=False) if as_json else _in_words(reports, dry_run))
    if any(report.is_refused for report in reports):
        raise typer.Exit(2)


def _in_words(reports: "list[FileReport]", dry_run: bool) -> str:
    lines = ["Essai : rien n'est écrit."] if dry_run else []
    for report in reports:
        if report.is_refused:
            lines.append(f"{report.file} : refusé en entier, {_counted(report.refusals.total, 'anomalie')}.")
            continue
        lines.append(
            f"{report.file} : {_counted(report.lines, 'ligne')} ; {_counted(report.new, 'nouvelle')}, "
            f"{_counted(report.changed, 'remplacée')} car modifiée{_s(report.changed)}, {report.unchanged} déjà là."
        )
        if report.followed:
            lines.append(
                f"{report.file} : {_counted(report.followed, 'accompagnement')} déjà là, mis d'accord avec la "
                "saisine modifiée."
            )
        if report.other_specialties:
            lines.append(
                f"{report.file} : {_counted(report.other_specialties, 'ligne')} avec une spécialité absente du "
                "catalogue, comptée « autre »."
            )
    return "\n".join(lines)


def _counted(number: int, name: str) -> str:
    return f"{number} {name}{_s(number)}"


def _s(number: int) -> str:
    """French plurals start at two."""
    return "s" if number > 1 else ""


def _as_json(reports: "list[FileReport]", dry_run: bool) -> dict[str, object]:
    files = {
        report.file: {
            "lines": report.lines,
            "refused": report.refusals.total,
            "new": report.new,
            "changed": report.changed,
            "unchanged": report.unchanged,
            "followed": report.followed,
            "errors": report.refusals.sentences(),
            "doubts": report.doubts,
        }
        for report in reports
    }
    return {"dry_run": dry_run, "files": files}
