"""The services that an account belongs to: an administrator lets another's account in, or out."""

from django.contrib import messages
from django.shortcuts import redirect

from allervers.domain.organisations.models import User
from allervers.domain.organisations.permissions import may_change
from allervers.domain.organisations.roles import Permission
from allervers.domain.organisations.services import fitting, join, leave
from allervers.domain.pieces.refusals import Refused
from allervers.web.access import requires
from allervers.web.security.proof import asked_again

from .accounts import managed, written_by_post


@requires(Permission.MANAGE_ACCOUNTS, of=managed, may=may_change)
@written_by_post
@asked_again
def membership(request, account: User):
    """In or out of a service of the account's organisation."""
    asked = request.POST.get("service", "")
    service = fitting(account).filter(pk=int(asked)).first() if asked.isdecimal() and len(asked) < 10 else None
    goes_in = request.POST.get("to") == "in"
    try:
        if service is None:
            raise Refused("Le rôle de ce compte ne convient pas à ce service.")
        if goes_in:
            join(account, service, why=f"entrée dans un service : {service}")
        else:
            leave(account, service, why=f"sortie d’un service : {service}")
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        done = "Le compte ouvre désormais les dossiers de ce service." if goes_in else "Le compte ne les ouvre plus."
        messages.success(request, f"{service} : {done[0].lower()}{done[1:]}")
    return redirect("administrator:account", account.pk)
