"""Functions, policies, triggers, indexes and keys of `coverage` (domain/objects.py)."""

from django.db import migrations

from ...objects import load


class Migration(migrations.Migration):
    dependencies = [
        ("coverage", "0001_tables"),
        ("imports", "0002_rules"),
        ("organisations", "0002_rules"),
        ("people", "0001_tables"),
    ]

    operations = [
        load(
            "believe_coverage",
            "believed_coverage",
        ),
        load(
            "coverage_coverageperiod",
            "coverage_endedright",
            "coverage_gapline",
            "coverage_knowncircumstance",
            "coverage_liveswith",
            "coverage_monthlyresource",
            "coverage_otherbenefit",
            "coverage_reliance",
            "coverage_coveragestatement",
        ),
    ]
