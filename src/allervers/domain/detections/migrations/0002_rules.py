"""Functions, policies, triggers, indexes and keys of `detections` (domain/objects.py)."""

from django.db import migrations

from ...objects import load


class Migration(migrations.Migration):
    dependencies = [
        ("detections", "0001_tables"),
        ("organisations", "0002_rules"),
        ("referrals", "0001_tables"),
    ]

    operations = [
        load(
            "detections_due_for_erasure",
            "erase_due_detections",
        ),
        load(
            "detections_detection",
            "detections_detectionevent",
            "detections_detectionreason",
            "detections_listedidentity",
            "detections_detectioncall",
        ),
    ]
