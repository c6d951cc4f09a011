"""``allervers population gaps`` and ``diagnose``: what a population tells once counted."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from allervers.cli.files import day_of, refusals
from allervers.cli.progress import progress

if TYPE_CHECKING:
    from allervers.population.diagnosis.places import Fund

Folder = Annotated[Path, typer.Argument(metavar="DIR", help="Population (households/, persons/, resources/).")]
Day = Annotated[str, typer.Option("--date", metavar="AAAA-MM-JJ", help="Jour de l'évaluation.")]
Rights = Annotated[
    Path | None, typer.Option("--entitlements", metavar="DIR2", help="Dossier des droits calculés (DIR par défaut).")
]
COUNTRY = "national"


def add_to(app: typer.Typer) -> None:
    app.command()(gaps)
    app.command()(diagnose)


def gaps(
    folder: Folder,
    day: Day,
    out: Annotated[Path, typer.Option(metavar="FILE", help="Fichier à écrire : .parquet, .csv ou .json.")],
    entitlements: Rights = None,
) -> None:
    """Compte les ruptures de droits, personnes et jours, par caisse et cause. Rien n'est masqué : ne pas diffuser."""
    from allervers.population.figures import in_words
    from allervers.population.files import counted
    from allervers.population.gaps.counting import count

    on = day_of(day)
    with refusals(), progress("Ruptures de droits") as told:
        found = count(folder, on, out, entitlements, told)
    for remark in found.remarks:
        typer.echo(remark, err=True)
    past = [row for row in found.rows if row.state == "past" and row.established]
    persons, days = sum(row.persons for row in past), sum(row.days for row in past)
    window = in_words("gap_window", on)
    print(f"{counted(persons, 'rupture')} en {window} au {on}, {counted(days, 'jour')} perdu{'s' * (days > 1)}")


def diagnose(
    folder: Folder,
    day: Day,
    out: Annotated[Path, typer.Option(metavar="FILE", help="Fichier à écrire : .html ou .pdf.")],
    fund: Annotated[str, typer.Option(metavar="CODE", help="Code d'une caisse, ou « national ».")] = COUNTRY,
    entitlements: Rights = None,
    plan: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Plan d'action local, .yaml ou .csv (sinon : tableau à remplir)."),
    ] = None,
    ended: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Droits finis de la caisse, de « allervers coverage ended --json »."),
    ] = None,
) -> None:
    """Écrit le diagnostic territorial du non-recours et des ruptures, prêt à imprimer ; petits nombres masqués."""
    from allervers.population.diagnosis.writing import write

    on = day_of(day)
    with refusals(), progress("Diagnostic") as told:
        of = None if fund == COUNTRY else fund
        written = write(folder, on, out, _funds(), of, entitlements, plan, ended, told)
    for remark in written.remarks:
        typer.echo(remark, err=True)
    print(f"{written.title}, {written.place}, au {written.day} : {out}")


def _funds() -> "dict[str, Fund]":
    from allervers.domain.organisations.nomenclature import fund_name, read_funds
    from allervers.population.diagnosis.places import Fund

    return {row["code"]: Fund(fund_name(row), row["departement"]) for row in read_funds()}
