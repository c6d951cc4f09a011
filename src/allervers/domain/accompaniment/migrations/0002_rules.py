"""Functions, policies, triggers, indexes and keys of `accompaniment` (domain/objects.py)."""

from django.db import migrations

from ...objects import load


class Migration(migrations.Migration):
    dependencies = [
        ("accompaniment", "0001_tables"),
        ("organisations", "0002_rules"),
        ("people", "0001_tables"),
        ("protection", "0002_rules"),
        ("referrals", "0001_tables"),
    ]

    operations = [
        load(
            "contact_taken_back",
            "corrected_by_its_author_that_day",
            "referral_follow_up",
            "unreachable_after_attempts",
        ),
        load(
            "accompaniment_accompaniment",
            "accompaniment_accompanimentevent",
            "accompaniment_actionevent",
            "accompaniment_contactevent",
            "accompaniment_rightscheck",
            "accompaniment_contact",
            "accompaniment_action",
            "accompaniment_note",
            "accompaniment_noteevent",
            "accompaniment_handover",
            "accompaniment_absence",
        ),
    ]
