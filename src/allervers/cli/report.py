"""``allervers report``: the yearly report as slides, as a document or as tables."""

import os
from pathlib import Path
from typing import Annotated

import typer

from allervers.config.local import Unusable
from allervers.publishing.machine import why

app = typer.Typer()
FORMATS = (".pptx", ".pdf", ".ods")


@app.command()
def report(
    year: Annotated[str, typer.Option(help="Année civile, par exemple 2024.")],
    out: Annotated[Path, typer.Option(help="Fichier à écrire : .pptx, .pdf ou .ods.")],
    fund: Annotated[str, typer.Option(help="Code national d'une caisse : son propre bilan, non masqué.")] = "",
    region: Annotated[str, typer.Option(help="Nom ou code d'une région (Occitanie, 76).")] = "",
) -> None:
    """Écrire le bilan annuel : diaporama (.pptx), document (.pdf) ou tableaux (.ods).

    Pour la France entière, une région ou une caisse.
    """
    number = _year(year)
    _check(out)
    if fund and region:
        raise Unusable("--fund et --region : choisir l'un ou l'autre.")
    from allervers.cli.database import database

    with database():
        content = _file(number, fund, region, out.suffix.lower())
    _put(out, content)
    print(f"{out} : écrit.")


def _year(text: str) -> int:
    """Of the common era's four digits."""
    if not (len(text) == 4 and text.isascii() and text.isdecimal() and text[0] != "0"):
        raise Unusable(f"--year {text} : année attendue en quatre chiffres, par exemple 2024.")
    return int(text)


def _check(out: Path) -> None:
    """Before any work, that there is a place for the file and that we can write what it is to be."""
    if out.suffix.lower() not in FORMATS:
        raise Unusable(f"--out {out} : extension inconnue ; attendu {', '.join(FORMATS[:-1])} ou {FORMATS[-1]}.")
    if not out.parent.is_dir():
        raise Unusable(f"--out {out} : le dossier {out.parent} n'existe pas.")
    if out.is_dir():
        raise Unusable(f"--out {out} : c'est un dossier ; attendu un nom de fichier.")
    if not os.access(out.parent, os.W_OK):
        raise Unusable(f"--out {out} : on ne peut pas écrire dans le dossier {out.parent}.")


def _file(year: int, fund: str, region: str, suffix: str) -> bytes:
    from django.utils import timezone

    from allervers.domain.figures import periods
    from allervers.domain.figures.editions import prepare
    from allervers.domain.organisations.context import acting_for, seeing_nation
    from allervers.report.gathering import NothingToReport
    from allervers.report.writing import file_of

    if year > timezone.localdate().year:
        raise Unusable(f"--year {year} : cette année n'a pas commencé.")
    why = "allervers report"
    place, organisation = _place(fund, region)
    try:
        with acting_for(organisation, why) if organisation else seeing_nation(why):
            if place.is_published:
                # As of now: a command may take its time.
                for each in (year, year - 1):
                    prepare(periods.year(each))
            return file_of(year, place, suffix)
    except NothingToReport:
        raise Unusable(f"--year {year} : aucune saisine reçue ni aucun dossier clos ({place.name}).") from None


def _place(fund: str, region: str):
    """What the report is about, and the fund that it is for."""
    from allervers.cli.figures import _fund, unknown_region
    from allervers.report.places import NATION, of_fund, of_region

    if fund:
        organisation = _fund(fund)
        return of_fund(organisation), organisation
    if region:
        found = of_region(region)
        if found is None:
            raise Unusable(f"--region {region} : {unknown_region()}")
        return found, None
    return NATION, None


def _put(out: Path, content: bytes) -> None:
    """Whole or not at all: written beside, then renamed."""
    beside = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        beside.write_bytes(content)
        beside.replace(out)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise Unusable(f"--out {out} : écriture impossible ({why(error)}).") from None
