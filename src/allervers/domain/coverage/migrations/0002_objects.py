"""Who sees what is known of a person's rights."""

from django.db import migrations

from ...objects import load


class Migration(migrations.Migration):
    replaces = [
        ("coverage", "0002_belonging_and_security"),
        ("coverage", "0003_imports_that_can_be_taken_back"),
        ("coverage", "0003_what_is_ahead"),
        ("coverage", "0004_what_is_ahead_security"),
    ]
    dependencies = [
        ("coverage", "0001_initial"),
        ("people", "0001_initial"),
        ("imports", "0001_initial"),
        ("organisations", "0002_objects"),
    ]

    operations = [
        load(
            "coverage_coverageperiod",
            "coverage_endedright",
            "coverage_gapline",
            "coverage_knowncircumstance",
            "coverage_liveswith",
            "coverage_monthlyresource",
            "coverage_otherbenefit",
            "coverage_reliance",
        ),
    ]
