from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "allervers.domain.privacy"
    verbose_name = "Vie privée"
