from django.apps import AppConfig

from ..organisations.privileges import KEEP


class AccompanimentConfig(AppConfig):
    name = "allervers.domain.accompaniment"
    verbose_name = "Accompagnements"
    application_may = KEEP
