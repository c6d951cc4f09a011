from django.apps import AppConfig
from django.db.models.signals import post_migrate


class OrganisationsConfig(AppConfig):
    name = "allervers.domain.organisations"
    verbose_name = "Organismes et comptes"

    def ready(self):
        from .privileges import grant_to_application

        post_migrate.connect(grant_to_application, sender=self)
