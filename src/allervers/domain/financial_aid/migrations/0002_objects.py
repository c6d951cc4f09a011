"""Who sees the requests made to an aid service, and their papers."""

from django.db import migrations

from ...objects import load


class Migration(migrations.Migration):
    dependencies = [
        ("financial_aid", "0001_initial"),
        ("documents", "0003_behind_a_service"),
        ("people", "0002_objects"),
        ("privacy", "0003_what_cascades"),
    ]

    operations = [
        load(
            *(f"financial_aid_financialaid{name}" for name in ("request", "funder", "paper")),
            *(f"financial_aid_financialaid{name}event" for name in ("request", "funder", "paper")),
        ),
    ]
