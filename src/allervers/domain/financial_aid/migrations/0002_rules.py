"""Functions, policies, triggers, indexes and keys of `financial_aid` (domain/objects.py)."""

from django.db import migrations

from ...objects import load


class Migration(migrations.Migration):
    dependencies = [
        ("financial_aid", "0001_tables"),
        ("organisations", "0002_rules"),
        ("people", "0001_tables"),
    ]

    operations = [
        load(
            "check_aid_decision",
            "check_aid_vote",
            "move_aid_budget",
        ),
        load(
            "financial_aid_financialaidrequest",
            "financial_aid_financialaidfunder",
            "financial_aid_financialaidpaper",
            "financial_aid_financialaidrequestevent",
            "financial_aid_financialaidfunderevent",
            "financial_aid_financialaidpaperevent",
            "financial_aid_financialaidbudget",
            "financial_aid_financialaidmovement",
            "financial_aid_financialaidsession",
            "financial_aid_financialaidseat",
            "financial_aid_financialaidagendaline",
            "financial_aid_financialaidlink",
            "financial_aid_financialaidvote",
            "financial_aid_financialaiddecision",
            "financial_aid_financialaidratification",
            "financial_aid_financialaidletter",
            "financial_aid_financialaidpayee",
            "financial_aid_financialaidbatch",
            "financial_aid_financialaidpayment",
            "financial_aid_financialaideffect",
            "financial_aid_financialaideffectevent",
        ),
    ]
