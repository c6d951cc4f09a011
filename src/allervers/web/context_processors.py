"""What every page shows around its content."""

from django.conf import settings

from .navigation import menu


def page(request) -> dict:
    """For `design/base.html`: the banner of a demonstration and the main menu."""
    return {"demo": settings.DEMO, "menu": menu(request)}
