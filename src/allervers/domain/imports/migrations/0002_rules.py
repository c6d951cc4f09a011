"""Functions, policies, triggers, indexes and keys of `imports` (domain/objects.py)."""

from django.db import migrations
from django.db.migrations import RunSQL

from ...objects import load


class Migration(migrations.Migration):
    dependencies = [
        ("imports", "0001_tables"),
        ("people", "0001_tables"),
    ]

    operations = [
        # One series of numbers for every import, so that a number says which one is meant.
        RunSQL("create sequence imports_number", "drop sequence imports_number"),
        load(
            "analyze_lines",
            "begin_import",
            "stage_lines",
            "trace_added",
            "trace_changed",
        ),
        load(
            "imports_fileimport",
            "imports_fileimporttakenback",
            "imports_importedrow",
        ),
    ]
