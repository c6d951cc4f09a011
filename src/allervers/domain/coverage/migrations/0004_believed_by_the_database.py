"""What is believed of a right follows, in the database, from what is stated of it."""

from django.db import migrations

from ...objects import load


class Migration(migrations.Migration):
    dependencies = [("coverage", "0003_after_the_decision")]

    operations = [load("believed_coverage", "believe_coverage", "coverage_coveragestatement")]
