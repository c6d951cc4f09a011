"""A campaign is its fund's. Its audience does not change once it is frozen, whatever the program."""

from django.db import migrations

from ...objects import load


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0001_initial"),
        ("organisations", "0002_objects"),
    ]

    operations = [
        load("refuse_frozen_audience", "forget_audience", "funds_with_campaign"),
        load("funds_with_sendings", "forget_campaign_identities"),
        load("campaigns_campaign", "campaigns_member", "campaigns_letterbatch"),
        load("campaigns_sending", "campaigns_outcome"),
    ]
