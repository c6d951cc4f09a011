"""What every page shows around its content."""

from django.conf import settings

from .navigation import menu
from .public.kept import typed_by


def page(request) -> dict:
    """For `design/base.html`: the banner of a demonstration, the main menu, the identity provider."""
    account = getattr(request, "user", None)
    signed_in = account is not None and account.is_authenticated
    return {
        "demo": settings.DEMO,
        "menu": menu(request),
        "openid_name": settings.OPENID and settings.OPENID["name"],
        # Worked out where a form asks for it.
        "typed_by": lambda: typed_by(account) if signed_in else "",
        "session_seconds": _session_seconds(request) if signed_in else None,
    }


def _session_seconds(request) -> int:
    """How long the session lasts if nothing more is asked for."""
    known = getattr(request, "session_seconds", None)
    return request.session.get_expiry_age() if known is None else known
