"""Functions, policies, triggers, indexes and keys of `appointments` (domain/objects.py)."""

from django.db import migrations

from ...objects import load


class Migration(migrations.Migration):
    dependencies = [
        ("appointments", "0001_tables"),
        ("accompaniment", "0001_tables"),
        ("organisations", "0002_rules"),
        ("people", "0001_tables"),
    ]

    operations = [
        load(
            "appointment_link_give",
            "appointment_link_open",
            "appointment_visit_end",
            "appointment_visit_goes_on",
            "calendar_feed_account",
            "funds_with_appointments",
            "partner_books_what_is_open",
            "visited_appointment_id",
        ),
        load(
            "appointments_place",
            "appointments_room",
            "appointments_opening",
            "appointments_appointmentevent",
            "appointments_appointment",
            "appointments_personlink",
            "appointments_calendarfeed",
            "appointments_suspension",
            "appointments_waiting",
        ),
    ]
