"""The means of signing in of an account that one manages: taken off when they are lost, never seen nor given."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render

from allervers.domain.credentials import identities, second_factor
from allervers.domain.organisations.models import User
from allervers.domain.organisations.permissions import may_change
from allervers.domain.organisations.roles import Permission
from allervers.domain.pieces.refusals import Refused
from allervers.web.access import requires
from allervers.web.security.proof import asked_again

from .accounts import managed, written_by_post


@requires(Permission.MANAGE_ACCOUNTS, of=managed, may=may_change)
@written_by_post
@asked_again
def reset(request, account: User):
    """Device and recovery codes are lost: the account signs in with its password, then adds another factor."""
    try:
        second_factor.reset(account, by=request.user)
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Le second facteur est remis à zéro. C’est noté dans l’histoire du compte.")
    return redirect("administrator:account", account.pk)


@requires(Permission.MANAGE_ACCOUNTS, of=managed, may=may_change)
@written_by_post
@asked_again
def invite(request, account: User):
    """A code, shown this once, by which the account's owner links it to the identity provider."""
    if not settings.OPENID:
        raise Http404
    try:
        code = identities.invite(account, by=request.user)
    except Refused as error:
        messages.error(request, str(error))
        return redirect("administrator:account", account.pk)
    return render(request, "administrator/invitation.html", {"account": account, "code": code})


@requires(Permission.MANAGE_ACCOUNTS, of=managed, may=may_change)
@written_by_post
@asked_again
def unlink(request, account: User):
    """From its next sign-in on, the account comes in by its password alone."""
    try:
        identities.unlink(account, by=request.user)
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Le lien est retiré. C’est noté dans l’histoire du compte.")
    return redirect("administrator:account", account.pk)
