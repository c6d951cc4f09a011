"""``allervers import managing-bodies``: which bodies manage the C2S beside the funds, year by year."""

import json
from pathlib import Path
from typing import Annotated

import typer

from allervers.cli.files import fail


def managing_bodies(
    file: Annotated[Path, typer.Argument(metavar="FILE.csv", help="Fichier CSV, séparateur « ; », en-tête compris.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Tout contrôler, ne rien écrire.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Sortie JSON seule.")] = False,
) -> None:
    """Reprendre la liste des organismes qui gèrent la C2S, celle du ministère (article L861-7).

    La liste d'une année remplace la précédente de cette année. Un fichier dont une ligne est refusée est refusé en
    entier ; le même fichier deux fois ne change rien.
    """
    if not file.is_file():
        fail(f"{file} : fichier introuvable, attendu un fichier CSV")
    from allervers.cli.database import database

    with database():
        from allervers.config.database import as_owner
        from allervers.domain.rights_files.managing import bring_in

        with as_owner():
            report = bring_in(file, dry_run=dry_run)
    for sentence in report.refusals.sentences():
        typer.echo(sentence, err=True)
    told = {"dry_run": dry_run, "bodies": report.bodies, "years": list(report.years), "refused": report.refusals.total}
    years = ", ".join(map(str, report.years))
    kept = "rien n'est écrit" if dry_run or report.refusals.total else "la liste est en place"
    print(json.dumps(told) if as_json else f"{report.bodies} organismes, années {years or 'aucune'} : {kept}.")
    if report.refusals.total:
        raise typer.Exit(2)
