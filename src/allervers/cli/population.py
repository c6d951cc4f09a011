"""``allervers population``: the same law over a whole country."""

from pathlib import Path
from typing import Annotated

import typer

from allervers.cli import population_counts
from allervers.cli.files import day_of, refusals
from allervers.cli.progress import progress

app = typer.Typer(help="La même loi pour tout un pays.", no_args_is_help=True)

Day = Annotated[str, typer.Option("--date", metavar="AAAA-MM-JJ", help="Jour de l'évaluation.")]


@app.callback()
def population() -> None:
    """La même loi pour tout un pays."""


@app.command()
def synthesise(
    persons: Annotated[int, typer.Option(help="Nombre de personnes.")],
    seed: Annotated[int, typer.Option(help="Graine : la même donne la même population.")],
    out: Annotated[Path, typer.Option(metavar="DIR", help="Dossier vide, ou à reprendre.")],
    day: Annotated[
        str, typer.Option("--date", metavar="AAAA-MM-JJ", help="Jour de la population (celui des chiffres publiés).")
    ] = "",
    persons_per_part: Annotated[int, typer.Option(help="Taille des parties, en personnes.")] = 1_000_000,
) -> None:
    """Tire une population fictive, aux proportions publiées (docs/population.md)."""
    from allervers.population import margins, synthetic

    with refusals(), progress("Population fictive") as told:
        on = day_of(day) if day else margins.day()
        synthetic.synthesise(synthetic.Wanted(persons, seed, on, persons_per_part), out, told)


@app.command()
def evaluate(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Population (households/, persons/, resources/).")],
    day: Day,
    out: Annotated[Path, typer.Option(metavar="DIR2", help="Dossier des résultats, vide ou à reprendre.")],
    engine: Annotated[str, typer.Option(help="Moteur : duckdb, ou spark (un cluster).")] = "duckdb",
    memory: Annotated[str, typer.Option(help="Mémoire du moteur ; au-delà, il écrit sur le disque.")] = "600MB",
    right: Annotated[str, typer.Option(help="Droit jugé : c2s, puma (droits de base), ame ou urgent_care.")] = "c2s",
) -> None:
    """Juge un droit de chaque personne, partie par partie ; relancée, la commande reprend où elle s'est arrêtée."""
    from allervers.population import run
    from allervers.population.files import counted

    on = day_of(day)
    with refusals(), progress("Vérification, évaluation") as told:
        done = run.evaluate(folder, on, out, engine, memory, told, right)
    for remark in done.remarks:
        typer.echo(remark, err=True)
    judged = f"{counted(done.rows, 'personne')} jugée{'s' * (done.rows > 1)} au {on}, {counted(done.parts, 'partie')}"
    print(judged + (f", {done.kept} déjà faite{'s' * (done.kept > 1)}" if done.kept else ""))


@app.command()
def targets() -> None:
    """Donne les cibles : nom, ce qu'elle cherche, qui elle écarte."""
    from allervers.population.selection import exclusions
    from allervers.population.targets import known

    for target in known().values():
        print(f"{target.name} : {target.label} (écarte : {', '.join(each.label for each in exclusions(target))})")


@app.command()
def detect(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Population (households/, persons/, resources/).")],
    target: Annotated[
        list[str], typer.Option(help="Cible, répétable ; « all » : toutes celles qui ont leurs colonnes.")
    ],
    day: Day,
    out: Annotated[Path, typer.Option(metavar="FILE.parquet", help="Liste à écrire.")],
    entitlements: Annotated[
        Path | None,
        typer.Option(metavar="DIR2", help="Droits calculés ce jour-là ; par défaut ceux de DIR, sinon calculés."),
    ] = None,
) -> None:
    """Écrit la liste des personnes d'une cible, avec la phrase qui dit pourquoi."""
    from allervers.population.detection import detect as run
    from allervers.population.files import counted
    from allervers.population.targets import known, named

    with refusals():
        every = "all" in target
        wanted = list(known().values()) if every else [named(name) for name in dict.fromkeys(target)]
        with progress("Détection") as told:
            detected = run(folder, wanted, day_of(day), out, entitlements, skip_absent=every, told=told)
    for remark in detected.remarks:
        typer.echo(remark, err=True)
    for name, rows in detected.rows.items():
        print(f"{name} : {counted(rows, 'personne')}")


population_counts.add_to(app)
