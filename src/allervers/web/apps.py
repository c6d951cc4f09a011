import pkgutil
from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig


class WebConfig(AppConfig):
    """All screens: one application, so that one folder of templates and one of static files hold them."""

    name = "allervers.web"
    label = "web"
    verbose_name = "écrans"

    def ready(self):
        for room in pkgutil.iter_modules(self.module.__path__, f"{self.name}."):
            if room.ispkg and find_spec(f"{room.name}.menu"):
                import_module(f"{room.name}.menu")
