from django.apps import AppConfig

from ..organisations.privileges import KEEP


class OutboxConfig(AppConfig):
    name = "allervers.domain.outbox"
    verbose_name = "messages"
    application_may = KEEP
