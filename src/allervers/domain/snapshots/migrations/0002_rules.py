"""Functions, policies, triggers, indexes and keys of `snapshots` (domain/objects.py)."""

from django.db import migrations

from ...objects import load


class Migration(migrations.Migration):
    dependencies = [
        ("snapshots", "0001_tables"),
        ("organisations", "0002_rules"),
    ]

    operations = [
        load(
            "snapshots_factchange",
            "snapshots_snapshot",
        ),
    ]
