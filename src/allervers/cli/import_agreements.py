"""``allervers import agreements``: the agreements with partners that another tool kept."""

from pathlib import Path
from typing import Annotated

import typer

from allervers.cli.files import fail
from allervers.cli.progress import steps
from allervers.cli.whole_file import tell


def agreements(
    file: Annotated[Path, typer.Argument(metavar="FILE.csv", help="Fichier CSV, séparateur « ; », en-tête compris.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Tout contrôler, ne rien écrire.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Sortie JSON seule.")] = False,
) -> None:
    """Reprendre les conventions d'une ou plusieurs caisses avec leurs partenaires.

    Un fichier dont une ligne est refusée est refusé en entier. Importer deux fois le même fichier ne change rien ; une
    ligne modifiée depuis remplace la précédente. Un réseau inconnu est gardé tel quel, et compté.
    """
    if not file.is_file():
        fail(f"{file} : fichier introuvable, attendu un fichier CSV")
    from allervers.cli.database import database

    with database(), steps() as told:
        from django.utils import timezone

        from allervers.domain.figures.editions import bring_up_to_date
        from allervers.domain.partners.agreements_file import bring_in

        report = bring_in(file, timezone.localdate(), told, dry_run=dry_run)
        if (report.new or report.changed) and not dry_run:
            told("Comptage des mois", 0, None)
            bring_up_to_date()
    tell(report, dry_run=dry_run, as_json=as_json)
