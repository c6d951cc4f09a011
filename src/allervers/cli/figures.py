"""``allervers figures``: the indicators of a year, and what changed since the year before, as JSON; names as in the
file formats, nothing masked."""

import json
from typing import Annotated

import typer

from allervers.config.local import Unusable

app = typer.Typer()


@app.command()
def figures(
    year: Annotated[int, typer.Option(min=1900, max=2999, help="Année civile.")],
    fund: Annotated[str, typer.Option(help="Code national de la caisse ; sans cette option, toutes les caisses.")] = "",
    region: Annotated[str, typer.Option(help="Nom ou code d'une région (Occitanie, 76) : ses caisses.")] = "",
    public: Annotated[str, typer.Option(help="Un public seul, par exemple under_25 ; sans lui, tout le monde.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Sortie JSON seule.")] = False,
) -> None:
    """Afficher les chiffres d'une année, d'une caisse ou de toutes."""
    from allervers.cli.database import database

    if fund and region:
        raise Unusable("--region : choisir une caisse ou une région, pas les deux.")
    with database():
        values = _values(year, fund, region, public)
    if as_json:
        print(json.dumps(values, ensure_ascii=False))
        return
    for name, value in values.items():
        print(f"{name} : {json.dumps(value, ensure_ascii=False)}")


def _values(number: int, fund: str, region: str = "", public: str = "") -> dict[str, object]:
    from allervers.domain.accompaniment.codes import Public
    from allervers.domain.organisations.context import acting_for, seeing_nation

    why = "allervers figures"
    if public not in ["", *Public.values]:
        raise Unusable(f"--public {public} : public inconnu ; attendu : {', '.join(Public.values)}.")
    if fund:
        organisation = _fund(fund)
        with acting_for(organisation, why):
            return _asked(number, organisation.pk, public)
    with seeing_nation(why):
        return _asked(number, _funds_of(region) if region else None, public)


def _asked(number: int, funds, public: str) -> dict[str, object]:
    """Each indicator by its name, then the changes."""
    from allervers.domain.figures.periods import year
    from allervers.domain.figures.queries import changes, values

    given = values(year(number), funds, public)
    return given | {"change_from_year_before": changes(year(number), year(number - 1), funds, public)}


def _funds_of(asked: str) -> list[int]:
    from allervers.domain.organisations.regions import funds_of, region_called

    region = region_called(asked)
    if region is None:
        raise Unusable(f"--region {asked} : {unknown_region()}")
    return funds_of(region)


def unknown_region() -> str:
    from allervers.domain.organisations.regions import REGIONS

    names = ", ".join(f"{name} ({code})" for code, (name, _) in REGIONS.items())
    return f"région inconnue ; attendu un nom ou un code INSEE : {names}."


def _fund(code: str):
    from allervers.domain.organisations.loading import taken_over
    from allervers.domain.organisations.models import Organisation

    fund = Organisation.objects.filter(code=code, kind=Organisation.Kind.FUND).first()
    if fund is None:
        raise Unusable(f"--fund {code} : aucune caisse n'a ce code (trois chiffres attendus, par exemple 811).")
    if not fund.is_active:
        heir = taken_over().get(code)
        now = f"indiquer {heir}, qui l'a repris" if heir else "indiquer le code actuel"
        raise Unusable(f"--fund {code} : ce code n'est plus en usage ({fund.name}) ; {now}.")
    return fund
