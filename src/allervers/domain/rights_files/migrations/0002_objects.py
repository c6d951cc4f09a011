"""Who sees a rights file; a decision is kept."""

from django.db import migrations

from ...objects import load


class Migration(migrations.Migration):
    replaces = [
        ("rights_files", "0002_belonging_and_security"),
        ("rights_files", "0003_not_concerned"),
    ]
    dependencies = [
        ("rights_files", "0001_initial"),
        ("documents", "0001_initial"),
        ("people", "0001_initial"),
        ("organisations", "0002_objects"),
    ]

    operations = [
        load(
            "decision_is_kept",
        ),
        load(
            "rights_files_decision",
            "rights_files_letter",
            "rights_files_requestedpaper",
            "rights_files_requiredpaper",
            "rights_files_rightsfileevent",
            "rights_files_step",
            "rights_files_suppliedpaper",
        ),
    ]
