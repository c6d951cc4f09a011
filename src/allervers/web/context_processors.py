"""What every page shows around its content."""

from django.conf import settings

from allervers.domain.organisations.changes import count_unseen

from .appearance import look_of
from .navigation import menu, search_box
from .public.kept import typed_by


def page(request) -> dict:
    """For `design/base.html`: the banner of a demonstration, the main menu and search box, how it looks, the identity
    provider, what was done to accounts and not seen yet, and for how many seconds the session lasts if nothing more is
    asked for."""
    account = getattr(request, "user", None)
    signed_in = account is not None and account.is_authenticated
    return {
        "demo": settings.DEMO,
        "look": look_of(request),
        "menu": menu(request),
        "search_box": search_box(request),
        "openid_name": settings.OPENID and settings.OPENID["name"],
        # Worked out where a form asks for it.
        "typed_by": lambda: typed_by(account) if signed_in else "",
        "account_changes": count_unseen(account) if signed_in else 0,
        "session_seconds": getattr(request, "session_seconds", None),
    }
