from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "allervers.domain.people"
    verbose_name = "Personnes"
