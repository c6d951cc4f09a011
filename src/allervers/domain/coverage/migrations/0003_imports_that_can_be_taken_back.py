from django.db import migrations

from ...imports.tracing import traced

TABLES = ("coverage_coveragestatement", "coverage_monthlyresource", "coverage_otherbenefit", "coverage_liveswith")


class Migration(migrations.Migration):
    dependencies = [("coverage", "0002_belonging_and_security"), ("imports", "0001_initial")]

    operations = [traced(table) for table in TABLES]
