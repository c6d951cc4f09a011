"""``allervers demo-volume``, and what ``serve --demo`` loads."""

import sys
import time
from typing import Annotated

import typer

app = typer.Typer()


def load_demo() -> None:
    """See `allervers.fictitious.demo`, which can only be imported once Django is set up."""
    from allervers.config.database import as_owner
    from allervers.fictitious import demo

    with as_owner():
        demo.load_demo()


@app.command("demo-volume")
def demo_volume(
    referrals: Annotated[int, typer.Option(min=1, max=50_000_000, help="Nombre de saisines.")],
    seed: Annotated[int, typer.Option(help="La même graine donne les mêmes dossiers, le même jour.")] = 1,
    accompaniments: Annotated[
        int | None, typer.Option(min=0, help="Nombre d'accompagnements ; la moitié des saisines si rien n'est dit.")
    ] = None,
) -> None:
    """Remplir une base sans vrais dossiers de dossiers fictifs, dans toutes les caisses, pour mesurer les temps."""
    followed = referrals // 2 if accompaniments is None else accompaniments
    if followed > referrals:
        raise typer.BadParameter(
            f"une saisine a un accompagnement au plus : {followed} dépasse {referrals}.", param_hint="--accompaniments"
        )
    from rich.console import Console
    from rich.progress import Progress

    from allervers.cli.database import database

    start = time.monotonic()
    with database(), Progress(console=Console(stderr=True), disable=not sys.stderr.isatty()) as progress:
        from allervers.fictitious.copying import load_volume

        bar = progress.add_task("Saisines", total=referrals)
        load_volume(referrals, followed, seed, lambda done: progress.advance(bar, done))
    print(f"{referrals} saisines et {followed} accompagnements fictifs en {time.monotonic() - start:.0f} s.")
