"""Search of referrals, and who sees them."""

from django.db import migrations

from ...objects import load


class Migration(migrations.Migration):
    replaces = [
        ("referrals", "0002_search"),
    ]
    dependencies = [
        ("referrals", "0001_initial"),
        ("accompaniment", "0001_initial"),
        ("figures", "0002_objects"),
        ("organisations", "0002_objects"),
        ("people", "0002_objects"),
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
