"""Periods that change are written at once, not one after the other."""

from django.db import migrations

from ...objects import load


class Migration(migrations.Migration):
    dependencies = [("coverage", "0004_believed_by_the_database")]

    operations = [load("believe_coverage")]
