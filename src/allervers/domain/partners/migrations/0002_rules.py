"""Functions, policies, triggers and keys of `partners` (domain/objects.py)."""

from django.db import migrations

from ...objects import load


class Migration(migrations.Migration):
    dependencies = [
        ("partners", "0001_tables"),
        ("organisations", "0002_rules"),
    ]

    operations = [
        load(
            "agreement_years",
            "partners_agreementyear",
            "partners_agreement",
            "partners_agreementevent",
        ),
    ]
