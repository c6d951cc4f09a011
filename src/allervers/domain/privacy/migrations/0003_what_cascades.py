"""What is of a file goes with it, by keys that cascade, and its trail by a trigger: the erasure names no other room."""

from django.db import migrations
from django.db.migrations import RunSQL

from ...objects import load


class Migration(migrations.Migration):
    dependencies = [
        ("privacy", "0002_objects"),
        ("accompaniment", "0002_objects"),
        ("detections", "0002_objects"),
        ("people", "0002_objects"),
        ("referrals", "0002_objects"),
        ("rights_files", "0002_objects"),
    ]

    operations = [
        RunSQL("drop function if exists forget_detection() cascade", RunSQL.noop),
        load("forget_trail"),
        load(
            "accompaniment_accompaniment",
            "accompaniment_action",
            "accompaniment_contact",
            "accompaniment_rightscheck",
            "detections_detection",
            "people_person",
            "referrals_referral",
        ),
        load("erase_due_files", "erase_due_rights_files", "erase_persons_left_alone"),
    ]
