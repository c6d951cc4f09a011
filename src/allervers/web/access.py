"""Every screen says which permission it asks for, and of what; a test walks all of them with every role."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from allervers.domain.organisations.models import User
from allervers.domain.organisations.roles import OwnPermission, Permission

Find = Callable[[HttpRequest, Any], Any]
Rule = Callable[[User, Any], bool]


def requires(
    permission: Permission | OwnPermission,
    *,
    of: Find | None = None,
    may: Rule | None = None,
    refused: type[Exception] = PermissionDenied,
) -> Callable:
    """The view answers only to accounts whose role has this permission; others get « accès refusé » (403).

    `of` finds what the address names, from the request and the identifier; the view is given that in place of the
    identifier. It raises `Http404` for what the database does not show to the account: a file of another fund.
    `may` is a rule of the noun's `permissions.py`, asked of the account and of what was found; who may not is
    `refused`: by a 403, or by `Http404` where even that it exists is not told.
    """

    def decorate(view):
        @wraps(view)
        def guarded(request, **address):
            if not request.user.may(permission):
                raise PermissionDenied
            found = [of(request, identifier) for identifier in address.values()] if of else []
            if may and not all(may(request.user, one) for one in found):
                raise refused
            return view(request, *found, **({} if of else address))

        guarded.permission = permission
        guarded.of = of
        return guarded

    return decorate
