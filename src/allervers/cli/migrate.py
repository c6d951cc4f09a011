"""``allervers migrate``: bring the database up to date and do nothing else, as when deploying."""

import typer

app = typer.Typer()


@app.command()
def migrate() -> None:
    """Mettre la base de données à jour (tables et liste des caisses)."""
    from allervers.cli.database import database

    with database():
        print("La base de données est à jour.")
