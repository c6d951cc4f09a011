"""The means of signing in of an account that one manages: taken off when they are lost, never seen nor given."""

from django.contrib import messages
from django.shortcuts import redirect

from allervers.domain.credentials import second_factor
from allervers.domain.organisations.models import User
from allervers.domain.organisations.roles import Permission
from allervers.web.access import requires
from allervers.web.security.proof import asked_again

from .accounts import written_by_post


@requires(Permission.MANAGE_ACCOUNTS)
@written_by_post
@asked_again
def reset(request, account: User):
    """Device and recovery codes are lost: the account signs in with its password, then adds another factor."""
    try:
        second_factor.reset(account, by=request.user)
    except second_factor.FactorError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Le second facteur est remis à zéro. C’est noté dans l’histoire du compte.")
    return redirect("administrator:account", account.pk)
