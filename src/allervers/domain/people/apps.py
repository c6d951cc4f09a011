from django.apps import AppConfig

from ..organisations.privileges import KEEP


class PeopleConfig(AppConfig):
    name = "allervers.domain.people"
    verbose_name = "Personnes"
    application_may = KEEP
