"""Who sees accounts and batches; a decision that left for the bank is not corrected."""

from django.db import migrations

from ...objects import load


class Migration(migrations.Migration):
    dependencies = [("financial_aid", "0005_payments")]

    operations = [
        load("check_aid_decision", *(f"financial_aid_financialaid{name}" for name in ("payee", "batch", "payment"))),
    ]
