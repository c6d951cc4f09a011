from django.apps import AppConfig

from ..organisations.privileges import NOTHING


class ImportsConfig(AppConfig):
    name = "allervers.domain.imports"
    verbose_name = "imports"
    application_may = NOTHING  # left by functions and triggers, for who runs the installation
