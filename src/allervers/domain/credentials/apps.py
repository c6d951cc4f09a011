from django.apps import AppConfig


class CredentialsConfig(AppConfig):
    name = "allervers.domain.credentials"
    verbose_name = "Moyens de se connecter"
