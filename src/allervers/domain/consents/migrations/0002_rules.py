"""Functions, policies, triggers, indexes and keys of `consents` (domain/objects.py)."""

from django.db import migrations

from ...objects import load


class Migration(migrations.Migration):
    dependencies = [
        ("consents", "0001_tables"),
        ("organisations", "0002_rules"),
        ("people", "0001_tables"),
    ]

    operations = [
        load(
            "consents_consentchange",
        ),
    ]
