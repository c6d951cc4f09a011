"""``allervers fictitious``: years that never were, with the margins of one that was published."""

import os
from pathlib import Path
from typing import Annotated

import typer

from allervers.cli.files import fail

app = typer.Typer(help="Historiques fictifs, aux chiffres publiés.", no_args_is_help=True)

# The year that a report was published on, and the one before, of which it tells the evolutions.
Year = Annotated[int, typer.Option(min=2023, max=2024, help="2024, ou 2023 pour les évolutions depuis.")]
Published = Annotated[int, typer.Option(min=2024, max=2024, help="Année publiée : 2024.")]


@app.callback()
def fictitious() -> None:
    """Historiques fictifs, aux chiffres publiés."""


@app.command()
def history(
    out: Annotated[Path, typer.Option(metavar="DIR", help="Dossier à créer, ou vide.")],
    year: Year = 2024,
) -> None:
    """Écrire l'historique fictif d'une année, à reprendre par `allervers import casework` (docs/replay-2024.md)."""
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        fail(f"--out {out} : attendu un dossier à créer, ou vide")
    from rich.console import Console

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "allervers.config.settings")
    import django

    django.setup()
    from allervers.fictitious.replay import agreements
    from allervers.fictitious.replay.files import write

    with Console(stderr=True).status(f"Historique fictif de {year}"):
        referrals, accompaniments = write(out, year)
        agreements.write(out)
    print(f"{out} : {referrals} saisines et {accompaniments} accompagnements clos, fictifs.")


@app.command()
def compare(
    out: Annotated[Path | None, typer.Option(metavar="FILE.md", help="Page à écrire ; sinon, sortie standard.")] = None,
    year: Published = 2024,
) -> None:
    """Comparer les chiffres publiés d'une année à ceux que la base donne, une fois l'historique fictif repris."""
    from allervers.cli.database import database

    with database():
        from allervers.domain.figures.periods import year as calendar_year
        from allervers.domain.figures.queries import values
        from allervers.domain.organisations.context import seeing_nation
        from allervers.fictitious.replay.page import page

        with seeing_nation("allervers fictitious compare"):
            found, before = (values(calendar_year(one)) for one in (year, year - 1))
        for one, told in ((year, found), (year - 1, before)):
            if not told["closures"]:
                fail(f"aucun dossier clos en {one} : reprendre d'abord son historique (allervers fictitious history)")
        text = page(found, before)
    if out is None:
        print(text, end="")
    else:
        out.write_text(text, encoding="utf-8")
