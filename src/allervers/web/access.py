"""Every screen says which permission it asks for; a test walks all of them with every role."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied

from allervers.domain.organisations.roles import OwnPermission, Permission


def requires(permission: Permission | OwnPermission) -> Callable:
    """The view answers only to accounts whose role has this permission; others get « accès refusé » (403).

    Which files the account sees is decided by the database: a file of another fund is simply not found (404).
    """

    def decorate(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not request.user.may(permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.permission = permission
        return guarded

    return decorate
