"""``allervers letters``: letters of rights files for the printer, and how each service says that it is reached."""

import json
from pathlib import Path
from typing import Annotated

import typer

from allervers.config.local import Unusable

app = typer.Typer(help="Courriers des dossiers de droits.", no_args_is_help=True)

Code = Annotated[str, typer.Option("--organisation", metavar="CODE", help="Caisse, ou organisme qui examine.")]
AsJson = Annotated[bool, typer.Option("--json", help="Sortie JSON seule.")]


@app.callback()
def letters() -> None:
    """Courriers des dossiers de droits."""


@app.command()
def batch(
    code: Code,
    to: Annotated[Path, typer.Option("--to", metavar="DOSSIER", help="Où l'imprimeur prend ses lots.")],
    as_json: AsJson = False,
) -> None:
    """Remettre à l'imprimeur tous les courriers qui attendent, chacun une seule fois : des PDF et leur manifeste."""
    if not to.is_dir():
        raise Unusable(f"--to {to} : ce dossier n'existe pas.")
    from allervers.cli.database import database

    with database():
        from django.utils import timezone

        from allervers.domain.organisations.context import acting_for
        from allervers.domain.rights_files import sending

        sender = _sender(code)
        try:
            batches = sending.send_all(sender, to, timezone.localdate())
        except sending.Changed as fault:
            raise Unusable(str(fault)) from None
        with acting_for(sender, "courriers en attente"):
            kept = [*sending.held_back(sender)]
        told = [
            {"batch": sending.name_of(each), "letters": each.letters, "pages": each.pages, "files": len(each.parts)}
            for each in batches
        ]
        waiting = [{"file": each.letter.file.reference, "why": each.why} for each in kept]
    if as_json:
        print(json.dumps({"batches": told, "waiting": waiting}, ensure_ascii=False))
        return
    for each in told:
        typer.echo("{batch} : {letters} courriers, {pages} pages, {files} PDF".format(**each))
    if not told:
        typer.echo("Aucun courrier à remettre.")
    for each in waiting:
        typer.echo("Gardé : dossier {file}. {why}".format(**each), err=True)


@app.command()
def contact(
    code: Code,
    address: Annotated[str, typer.Option(help="Adresse postale, ses lignes séparées par « / ».")],
    phone: Annotated[str, typer.Option(help="Téléphone du service.")],
    email: Annotated[str, typer.Option(help="Adresse électronique du service, s'il en a une.")] = "",
) -> None:
    """Dire comment le service est joint : l'accusé de réception doit l'écrire (R112-5 du CRPA)."""
    from allervers.cli.database import database
    from allervers.config.database import as_owner

    with database(), as_owner():
        from django.core.exceptions import ValidationError
        from django.core.validators import validate_email

        from allervers.messaging.postal import Unpostable, lines

        sender = _sender(code)
        try:
            sender.postal_address = "\n".join(lines("", address.replace("/", "\n")))
            if email:
                validate_email(email)
        except Unpostable as fault:
            raise Unusable(f"--address : {fault}") from None
        except ValidationError:
            raise Unusable(f"--email {email} : ce n'est pas une adresse électronique.") from None
        if not phone.strip() or len(phone) > 30:
            raise Unusable("--phone : un numéro, de 30 signes au plus.")
        sender.phone, sender.email = phone.strip(), email
        sender.save(update_fields=["postal_address", "phone", "email"])
    typer.echo(f"{sender} : {', '.join(sender.postal_address.splitlines())}. Téléphone : {sender.phone}.")


def _sender(code: str):
    from allervers.domain.organisations.models import Organisation

    kinds = [Organisation.Kind.FUND, Organisation.Kind.HANDLING_BODY]
    found = Organisation.objects.filter(code=code, kind__in=kinds, is_active=True).first()
    if found is None:
        raise Unusable(f"--organisation {code} : ni caisse, ni organisme qui examine, en activité sous ce code.")
    return found
