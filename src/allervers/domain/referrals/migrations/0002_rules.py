"""Functions, policies, triggers, indexes and keys of `referrals` (domain/objects.py)."""

from django.db import migrations

from ...objects import load


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0001_tables"),
        ("accompaniment", "0001_tables"),
        ("organisations", "0002_rules"),
        ("people", "0002_rules"),
        ("protection", "0002_rules"),
    ]

    operations = [
        load(
            "identity_text",
            "referrals_by_phone_end",
            "search_referrals",
        ),
        load(
            "referrals_referral",
            "referrals_referralevent",
        ),
    ]
