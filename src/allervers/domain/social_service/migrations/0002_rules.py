"""Functions, policies, triggers, indexes and keys of `social_service` (domain/objects.py)."""

from django.db import migrations

from ...objects import load


class Migration(migrations.Migration):
    dependencies = [
        ("social_service", "0001_tables"),
        ("organisations", "0002_rules"),
        ("people", "0001_tables"),
        ("protection", "0002_rules"),
    ]

    operations = [
        load(
            "own_social_service_notes",
            "queue_social_service_referral",
            "share_social_service_contact",
            "social_service_earlier",
            "social_service_known",
            "social_service_notes_by_exception",
        ),
        load(
            "social_service_socialservicereferral",
            "social_service_socialservicefile",
            "social_service_socialserviceinterview",
            "social_service_socialservicestep",
            "social_service_socialservicecontact",
            "social_service_socialservicekey",
            "social_service_socialservicenote",
            "social_service_socialservicenotekey",
            "social_service_socialserviceaccess",
            "social_service_socialserviceshare",
            "social_service_socialservicequeue",
            "social_service_socialservicegroup",
            "social_service_socialserviceparticipant",
            "social_service_socialservicereferralevent",
            "social_service_socialservicefileevent",
            "social_service_socialserviceinterviewevent",
            "social_service_socialservicestepevent",
        ),
    ]
