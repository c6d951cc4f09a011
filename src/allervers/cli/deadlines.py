"""``allervers deadlines``: what the days do by themselves to rights files, as the nightly job does it."""

import json
from typing import Annotated

import typer

from allervers.cli.files import day_of
from allervers.config.local import Unusable

app = typer.Typer(help="Échéances des dossiers de droits.", no_args_is_help=True)

_WORDS = {
    "documents_reminded": "demandes de documents rappelées",
    "closed_without_follow_up": "dossiers classés sans suite",
    "portability_presumed": "silences d'un autre État présumés",
    "renewals_opened": "renouvellements ouverts",
    "rights_ended": "droits finis",
    "letters": "courriers écrits",
}


@app.callback()
def deadlines() -> None:
    """Échéances des dossiers de droits."""


@app.command()
def run(
    date: Annotated[str, typer.Option("--date", metavar="AAAA-MM-JJ", help="Autre jour : démonstration seule.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Sortie JSON seule.")] = False,
) -> None:
    """Rappeler, classer, présumer, ouvrir les renouvellements : tout ce qui est dû ce jour, une seule fois."""
    asked = day_of(date) if date else None
    from allervers.cli.database import database

    with database():
        from django.conf import settings
        from django.utils import timezone

        from allervers.domain.rights_files.deadlines import run as run_all
        from allervers.fictitious.accounts import not_fictitious

        today = timezone.localdate()
        if asked and asked != today and not settings.DEMO and not_fictitious():
            raise Unusable("--date : un autre jour que ce jour n'est possible que dans une démonstration.")
        done = run_all(asked or today).to_json()
    if as_json:
        print(json.dumps(done))
        return
    for name, count in done.items():
        typer.echo(f"{count:>8}  {_WORDS[name]}")
