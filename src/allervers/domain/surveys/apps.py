from django.apps import AppConfig

from ..organisations.privileges import KEEP


class SurveysConfig(AppConfig):
    name = "allervers.domain.surveys"
    verbose_name = "enquêtes"
    application_may = KEEP
