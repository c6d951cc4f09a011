"""Erasure of what is due, and who sees the journal of reads."""

from django.db import migrations

from ...objects import load


class Migration(migrations.Migration):
    replaces = [
        ("privacy", "0002_erasure"),
        ("privacy", "0003_erasure_under_way"),
        ("privacy", "0004_rights_files"),
    ]
    dependencies = [
        ("privacy", "0001_initial"),
        ("accompaniment", "0001_initial"),
        ("organisations", "0002_objects"),
    ]

    operations = [
        load(
            "erase_due_files",
            "erase_due_rights_files",
            "erase_persons_left_alone",
            "files_due_for_erasure",
        ),
        load(
            "privacy_erasure",
            "privacy_reading",
        ),
    ]
