"""Which blobs no row names; who sees a document is said since 0003, with the services."""

from django.db import migrations

from ...objects import load


class Migration(migrations.Migration):
    replaces = [
        ("documents", "0002_blobs_without_a_row"),
        ("documents", "0003_checks"),
    ]
    dependencies = [
        ("documents", "0001_initial"),
        ("rights_files", "0001_initial"),
        ("organisations", "0002_objects"),
    ]

    operations = [
        load(
            "blobs_without_a_row",
        ),
    ]
