"""Lines of files are staged in a temporary table."""

from django.db import migrations

from ...objects import load


class Migration(migrations.Migration):
    dependencies = [("imports", "0001_initial")]

    operations = [load("stage_lines", "analyze_lines")]
