"""Functions, policies, triggers, indexes and keys of `credentials` (domain/objects.py)."""

from django.db import migrations

from ...objects import load


class Migration(migrations.Migration):
    dependencies = [
        ("credentials", "0001_tables"),
        ("organisations", "0002_rules"),
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
