from django.apps import AppConfig

from ..organisations.privileges import KEEP


class AccessRequestsConfig(AppConfig):
    name = "allervers.domain.access_requests"
    verbose_name = "demandes d’accès"
    application_may = KEEP
