from django.apps import AppConfig

from ..organisations.privileges import NOTHING, READ


class ProtectionConfig(AppConfig):
    name = "allervers.domain.protection"
    verbose_name = "personnes protégées"
    application_may = READ  # written by functions alone, which ask who asks
    application_may_on = {"sealedcontact": NOTHING}
