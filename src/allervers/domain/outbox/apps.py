from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "allervers.domain.outbox"
    verbose_name = "messages"
