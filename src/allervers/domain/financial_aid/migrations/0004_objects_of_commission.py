"""Who sees budgets, sessions and decisions; what moves a budget; which votes and decisions are refused."""

from django.db import migrations

from ...objects import load


class Migration(migrations.Migration):
    dependencies = [("financial_aid", "0003_commission")]

    operations = [
        load("move_aid_budget", "check_aid_vote", "check_aid_decision"),
        load(
            *(f"financial_aid_financialaid{name}" for name in ("budget", "movement", "session", "seat", "agendaline")),
            *(f"financial_aid_financialaid{name}" for name in ("link", "vote", "decision", "ratification", "letter")),
        ),
    ]
