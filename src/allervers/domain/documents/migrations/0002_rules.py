"""Functions, policies, triggers, indexes and keys of `documents` (domain/objects.py)."""

from django.db import migrations

from ...objects import load


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0001_tables"),
        ("organisations", "0002_rules"),
        ("rights_files", "0001_tables"),
    ]

    operations = [
        load(
            "blobs_without_a_row",
        ),
        load(
            "documents_document",
        ),
    ]
