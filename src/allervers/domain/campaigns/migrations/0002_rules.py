"""Functions, policies, triggers, indexes and keys of `campaigns` (domain/objects.py)."""

from django.db import migrations

from ...objects import load


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0001_tables"),
        ("organisations", "0002_rules"),
    ]

    operations = [
        load(
            "forget_audience",
            "forget_campaign_identities",
            "funds_with_campaign",
            "funds_with_sendings",
            "refuse_frozen_audience",
        ),
        load(
            "campaigns_campaign",
            "campaigns_member",
            "campaigns_letterbatch",
            "campaigns_sending",
            "campaigns_outcome",
        ),
    ]
