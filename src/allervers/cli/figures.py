"""``allervers figures``: the indicators of a year as JSON, names as in the file formats, nothing masked."""

import json
from typing import Annotated

import typer

from allervers.config.local import Unusable

app = typer.Typer()


@app.command()
def figures(
    year: Annotated[int, typer.Option(min=1900, max=2999, help="Année civile.")],
    fund: Annotated[str, typer.Option(help="Code national de la caisse ; sans cette option, toutes les caisses.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Sortie JSON seule.")] = False,
) -> None:
    """Afficher les chiffres d'une année, d'une caisse ou de toutes."""
    from allervers.cli.database import database

    with database():
        values = _values(year, fund)
    if as_json:
        print(json.dumps(values, ensure_ascii=False))
        return
    for name, value in values.items():
        print(f"{name} : {json.dumps(value, ensure_ascii=False)}")


def _values(year: int, code: str) -> dict[str, object]:
    from allervers.domain.figures.periods import year as calendar_year
    from allervers.domain.figures.queries import values
    from allervers.domain.organisations.context import acting_for, seeing_nation

    why = "allervers figures"
    if not code:
        with seeing_nation(why):
            return values(calendar_year(year))
    fund = _fund(code)
    with acting_for(fund, why):
        return values(calendar_year(year), fund.pk)


def _fund(code: str):
    from allervers.domain.organisations.models import Organisation

    fund = Organisation.objects.filter(code=code, kind=Organisation.Kind.FUND).first()
    if fund is None:
        raise Unusable(f"--fund {code} : aucune caisse n'a ce code (trois chiffres attendus, par exemple 811).")
    if not fund.is_active:
        raise Unusable(f"--fund {code} : ce code n'est plus en usage ({fund.name}) ; indiquer le code actuel.")
    return fund
