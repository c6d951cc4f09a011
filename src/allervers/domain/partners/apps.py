from django.apps import AppConfig

from ..organisations.privileges import KEEP, READ


class PartnersConfig(AppConfig):
    name = "allervers.domain.partners"
    verbose_name = "Partenaires"
    application_may = KEEP
    application_may_on = {"agreementyear": READ}
