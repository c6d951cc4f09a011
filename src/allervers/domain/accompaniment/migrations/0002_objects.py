"""Who sees a file, and what the database itself holds of its rules."""

from django.db import migrations

from ...objects import load


class Migration(migrations.Migration):
    replaces = [
        ("accompaniment", "0002_row_level_security"),
        ("accompaniment", "0003_follow_up_of_unreachable"),
        ("accompaniment", "0004_correction"),
    ]
    dependencies = [
        ("accompaniment", "0001_initial"),
        ("people", "0001_initial"),
        ("referrals", "0001_initial"),
        ("figures", "0002_objects"),
        ("organisations", "0002_objects"),
    ]

    operations = [
        load(
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
        ),
    ]
