"""``allervers service``: a service whose files are closed to the rest of its organisation (decision 0098)."""

from typing import Annotated

import typer

from allervers.config.local import Unusable

app = typer.Typer(help="Services.", no_args_is_help=True)


@app.callback()
def services() -> None:
    """Services dont les dossiers sont fermés au reste de leur organisme."""


@app.command("open")
def open_one(
    organisation: Annotated[
        str, typer.Option(metavar="CODE", help="Code de l'organisme auquel le service appartient.")
    ],
    name: Annotated[str, typer.Option(help="Nom du service.")],
    funds: Annotated[str, typer.Option(metavar="CODES", help="Caisses dont il reçoit les assurés : 371,411.")],
    kind: Annotated[str, typer.Option(help="Nature du service.")] = "social_service",
) -> None:
    """Ouvrir un service, ou lui ajouter des caisses. Ses membres y entrent par l'écran des comptes."""
    from allervers.cli.database import database
    from allervers.config.database import as_owner

    with database(), as_owner():
        opened, served = _open(organisation, kind, name.strip(), [code.strip() for code in funds.split(",")])
    print(f"Service « {opened} » : reçoit les assurés de {', '.join(served)}.")


def _open(code: str, kind: str, name: str, codes: list[str]) -> tuple[str, list[str]]:
    from allervers.domain.organisations.models import Organisation, Service
    from allervers.domain.organisations.services import open_service, served_funds
    from allervers.domain.pieces.refusals import Refused

    if kind not in Service.Kind.values:
        raise Unusable(f"--kind {kind} : nature inconnue ; attendu : {', '.join(Service.Kind.values)}.")
    if not 1 <= len(name) <= 200:
        raise Unusable("--name : un nom de 200 caractères au plus est attendu.")
    place = Organisation.objects.filter(code=code, is_active=True).first()
    if place is None:
        raise Unusable(f"--organisation {code} : aucun organisme en activité n'a ce code.")
    known = {fund.code: fund for fund in Organisation.objects.filter(kind="fund", is_active=True, code__in=codes)}
    if missing := [each for each in codes if each not in known]:
        raise Unusable(f"--funds {missing[0]} : aucune caisse en activité n'a ce code.")
    try:
        service = open_service(place, kind, name, known.values())
    except Refused as refusal:
        raise Unusable(f"--funds : {refusal}") from None
    return str(service), [fund.code for fund in served_funds(service)]
