from django.apps import AppConfig

from ..organisations.privileges import ALL, APPEND, READ


class CredentialsConfig(AppConfig):
    name = "allervers.domain.credentials"
    verbose_name = "Moyens de se connecter"
    application_may = READ  # links with a provider are made by functions alone
    application_may_on = {
        # Each account its own rows (row-level security): what is taken off leaves no secret behind.
        **dict.fromkeys(("application", "passkey", "recoverycode", "factortries"), ALL),
        "credentialevent": APPEND,
    }
