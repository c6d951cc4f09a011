"""Functions, policies, triggers, indexes and keys of `field_actions` (domain/objects.py)."""

from django.db import migrations

from ...objects import load


class Migration(migrations.Migration):
    dependencies = [
        ("field_actions", "0001_tables"),
        ("organisations", "0002_rules"),
    ]

    operations = [
        load(
            "field_actions_fieldaction",
            "field_actions_fieldactionevent",
        ),
    ]
