"""Who sees what proves an account, and the functions that link it with a provider."""

from django.db import migrations

from ...objects import load


class Migration(migrations.Migration):
    replaces = [
        ("credentials", "0002_security"),
        ("credentials", "0003_told_to_others"),
    ]
    dependencies = [
        ("credentials", "0001_initial"),
        ("organisations", "0002_objects"),
    ]

    operations = [
        load(
            "account_of_identity",
            "forget_credential_events",
            "has_second_factor",
            "invite_to_link",
            "link_identity",
            "reset_second_factor",
            "unlink_identity",
        ),
        load(
            "credentials_application",
            "credentials_credentialevent",
            "credentials_factortries",
            "credentials_linkedidentity",
            "credentials_linkinvitation",
            "credentials_passkey",
            "credentials_recoverycode",
        ),
    ]
