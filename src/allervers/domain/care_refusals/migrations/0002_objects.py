"""Who sees the files of a mediation service, who may hold one, and what may leave."""

from django.db import migrations

from ...objects import load


class Migration(migrations.Migration):
    dependencies = [
        ("care_refusals", "0001_initial"),
        ("people", "0002_objects"),
        ("referrals", "0002_objects"),
        ("privacy", "0003_what_cascades"),
    ]

    operations = [
        load(
            "care_refusals_barred",
            "check_care_refusal_holder",
            "check_care_refusal_sending",
            "follow_care_refusal",
            "care_refusals_carerefusal",
            *(f"care_refusals_carerefusal{name}" for name in ("evidence", "consent", "sending", "answer", "step")),
            *(f"care_refusals_carerefusal{name}" for name in ("link", "return")),
            *(f"care_refusals_carerefusal{name}event" for name in ("", "step", "return")),
        ),
    ]
