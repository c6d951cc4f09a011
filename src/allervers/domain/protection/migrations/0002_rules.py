"""Functions, policies, triggers, indexes and keys of `protection` (domain/objects.py)."""

from django.db import migrations

from ...objects import load


class Migration(migrations.Migration):
    dependencies = [
        ("protection", "0001_tables"),
        ("organisations", "0002_rules"),
        ("people", "0001_tables"),
    ]

    operations = [
        load(
            "forget_sealed",
            "guards_persons_of",
            "may_change_protection",
            "my_protections",
            "name_keepers",
            "protect_person",
            "protected_contacts",
            "protected_rows",
            "protection_end",
            "protection_keepers",
            "refuse_message_when_protected",
            "refuse_protection_by_hand",
            "seal_contacts",
            "seal_when_protected",
        ),
        load(
            "protection_protection",
            "protection_keeper",
            "protection_protectedreading",
            "protection_sealedcontact",
        ),
    ]
