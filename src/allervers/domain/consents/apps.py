from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules

from ..organisations.privileges import APPEND


class ConsentsConfig(AppConfig):
    name = "allervers.domain.consents"
    verbose_name = "accords et oppositions"
    application_may = APPEND

    def ready(self):
        autodiscover_modules("consents")
