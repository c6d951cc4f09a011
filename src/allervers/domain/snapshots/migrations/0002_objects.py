"""Who sees a snapshot, and the lines that changes of facts leave."""

from django.db import migrations

from ...objects import load


class Migration(migrations.Migration):
    replaces = [
        ("snapshots", "0002_security_and_changes"),
    ]
    dependencies = [
        ("snapshots", "0001_initial"),
        ("organisations", "0002_objects"),
    ]

    operations = [
        load(
            "snapshots_factchange",
            "snapshots_snapshot",
        ),
    ]
