"""Functions, policies, triggers, indexes and keys of `privacy` (domain/objects.py)."""

from django.db import migrations

from ...objects import load


class Migration(migrations.Migration):
    dependencies = [
        ("privacy", "0001_tables"),
        ("organisations", "0002_rules"),
    ]

    operations = [
        load(
            "erase_due_care_refusals",
            "erase_due_files",
            "erase_due_financial_aid",
            "erase_due_rights_files",
            "erase_due_social_service_files",
            "erase_persons_left_alone",
            "files_due_for_erasure",
        ),
        load(
            "privacy_erasure",
            "privacy_reading",
        ),
    ]
