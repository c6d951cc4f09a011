"""Functions, policies, triggers, indexes and keys of `care_refusals` (domain/objects.py)."""

from django.db import migrations

from ...objects import load


class Migration(migrations.Migration):
    dependencies = [
        ("care_refusals", "0001_tables"),
        ("organisations", "0002_rules"),
        ("people", "0001_tables"),
        ("referrals", "0001_tables"),
    ]

    operations = [
        load(
            "care_refusals_barred",
            "check_care_refusal_holder",
            "check_care_refusal_sending",
            "follow_care_refusal",
        ),
        load(
            "care_refusals_carerefusal",
            "care_refusals_carerefusalevidence",
            "care_refusals_carerefusalconsent",
            "care_refusals_carerefusalsending",
            "care_refusals_carerefusalanswer",
            "care_refusals_carerefusalstep",
            "care_refusals_carerefusallink",
            "care_refusals_carerefusalreturn",
            "care_refusals_carerefusalevent",
            "care_refusals_carerefusalstepevent",
            "care_refusals_carerefusalreturnevent",
        ),
    ]
