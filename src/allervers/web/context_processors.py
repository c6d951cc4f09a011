"""What every page shows around its content."""

from django.conf import settings

from .navigation import menu


def page(request) -> dict:
    return {"demo": getattr(settings, "DEMO", False), "menu": menu(request)}
