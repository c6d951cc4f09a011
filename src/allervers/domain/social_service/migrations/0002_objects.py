"""Who sees the files of a social service, what the fund is told, and which persons a request may be about."""

from django.db import migrations

from ...objects import load


class Migration(migrations.Migration):
    dependencies = [
        ("social_service", "0001_initial"),
        ("organisations", "0004_services"),
        ("people", "0002_objects"),
        ("privacy", "0003_what_cascades"),
    ]

    operations = [
        load("share_social_service_contact", "social_service_known", "social_service_earlier"),
        load("queue_social_service_referral", "own_social_service_notes", "social_service_notes_by_exception"),
        load(
            *(f"social_service_socialservice{name}" for name in ("referral", "file", "interview", "step", "contact")),
            *(f"social_service_socialservice{name}" for name in ("key", "note", "notekey", "access", "share", "queue")),
            *(f"social_service_socialservice{name}" for name in ("group", "participant")),
            *(f"social_service_socialservice{name}event" for name in ("referral", "file", "interview", "step")),
        ),
    ]
