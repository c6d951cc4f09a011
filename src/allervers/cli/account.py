"""``allervers account``: the first account of an installation, which then creates the others on its screens."""

import json
from typing import Annotated

import typer

from allervers.config.local import Unusable

app = typer.Typer(help="Comptes.", no_args_is_help=True)


@app.callback()
def accounts() -> None:
    """Comptes et jetons d'accès."""


@app.command()
def create(
    username: Annotated[str, typer.Option(help="Identifiant de connexion.")],
    role: Annotated[str, typer.Option(help="Rôle, par exemple administrator (docs/roles.md).")],
    organisation: Annotated[str, typer.Option(metavar="CODE", help="Code de l'organisme : 811 pour une caisse.")],
    first_name: Annotated[str, typer.Option(help="Prénom.")] = "",
    last_name: Annotated[str, typer.Option(help="Nom.")] = "",
    email: Annotated[str, typer.Option(help="Adresse électronique.")] = "",
    service: Annotated[str, typer.Option(help="Service détecteur, pour un détecteur interne : reception…")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Sortie JSON seule.")] = False,
) -> None:
    """Créer un compte et afficher son premier mot de passe, une seule fois."""
    from allervers.cli.database import database
    from allervers.config.database import as_owner

    # No administrator is signed in: only whoever runs the installation, hence its owner, may.
    with database(), as_owner():
        details = {"first_name": first_name, "last_name": last_name, "email": email, "detector_category": service}
        password = _create(username, role, organisation, details)
    if as_json:
        print(json.dumps({"username": username, "password": password}))
        return
    print(f"Compte {username} créé. Premier mot de passe, à changer à la première connexion : {password}")


def _create(username: str, role: str, code: str, details: dict[str, str]) -> str:
    from django.core.exceptions import ValidationError

    from allervers.domain.organisations.context import acting_for
    from allervers.domain.organisations.models import Organisation
    from allervers.domain.organisations.roles import Role
    from allervers.domain.organisations.workflow import create_account
    from allervers.domain.pieces.refusals import Refused
    from allervers.domain.referrals.codes import OF_ACCOUNTS

    place = Organisation.objects.filter(code=code, is_active=True).first()
    if place is None:
        raise Unusable(f"--organisation {code} : aucun organisme en activité n'a ce code.")
    if role not in Role.values:
        raise Unusable(f"--role {role} : rôle inconnu ; attendu : {', '.join(Role.values)}.")
    service = details["detector_category"]
    services = [code for code, _ in OF_ACCOUNTS]
    if service not in ["", *services] or (role == Role.INTERNAL_DETECTOR and not service):
        raise Unusable(f"--service : attendu pour un détecteur interne : {', '.join(services)}.")
    try:
        with acting_for(place, "allervers account create"):
            return create_account(organisation=place, role=role, username=username, **details)[1]
    except Refused as error:
        raise Unusable(f"--role {role} : {error}") from None
    except ValidationError as error:
        field, sentences = next(iter(error.message_dict.items()))
        raise Unusable(f"--{field.replace('_', '-')} : {sentences[0]}") from None


@app.command()
def token(
    username: Annotated[str, typer.Option(help="Identifiant de connexion du compte.")],
    days: Annotated[int, typer.Option(help="Durée en jours, 365 au plus.", min=1, max=365)] = 30,
    as_json: Annotated[bool, typer.Option("--json", help="Sortie JSON seule.")] = False,
) -> None:
    """Créer un jeton d'accès pour un programme et l'afficher, une seule fois."""
    from allervers.cli.database import database

    with database():
        text = _token(username, days)
    print(json.dumps({"token": text}) if as_json else f"Jeton de {username}, montré cette seule fois : {text}")


def _token(username: str, days: int) -> str:
    import datetime

    from django.utils import timezone

    from allervers.domain.organisations.context import acting_as
    from allervers.domain.organisations.models import User
    from allervers.domain.organisations.roles import Permission
    from allervers.domain.organisations.tokens import create_token
    from allervers.domain.pieces.refusals import Refused

    account = User.objects.filter(username=username, is_active=True).first()
    if account is None:
        raise Unusable(f"--username {username[:40]} : aucun compte ouvert n'a cet identifiant.")
    if not account.may(Permission.USE_API):
        raise Unusable(f"--username {username} : le rôle de ce compte ne crée pas de jeton.")
    try:
        with acting_as(account, "allervers account token"):
            last_day = timezone.localdate() + datetime.timedelta(days=days)
            return create_token(account, purpose="ligne de commande", expires_on=last_day)[1]
    except Refused as error:
        raise Unusable(str(error)) from None
