from django.apps import AppConfig

from ..organisations.privileges import APPEND


class PrivacyConfig(AppConfig):
    name = "allervers.domain.privacy"
    verbose_name = "Vie privée"
    application_may = APPEND
