"""Who sees a detection, and its erasure."""

from django.db import migrations

from ...objects import load


class Migration(migrations.Migration):
    replaces = [
        ("detections", "0002_security_and_erasure"),
        ("detections", "0003_received"),
    ]
    dependencies = [
        ("detections", "0001_initial"),
        ("referrals", "0001_initial"),
        ("organisations", "0002_objects"),
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
        ),
    ]
