"""What persons and calendar programs see without an account; who waits; reminders (decision 0087)."""

from django.db import migrations

from ...objects import load


class Migration(migrations.Migration):
    dependencies = [("appointments", "0003_visits_feeds_waiting"), ("privacy", "0003_what_cascades")]

    operations = [
        load("appointment_link_give", "appointment_link_open", "appointment_visit_goes_on", "appointment_visit_end"),
        load("partner_books_what_is_open"),  # its table's file stands below (domain/objects.py)
        load("visited_appointment_id", "calendar_feed_account", "funds_with_appointments"),
        load("appointments_appointment", "appointments_personlink", "appointments_calendarfeed"),
        load("appointments_suspension", "appointments_waiting"),
    ]
