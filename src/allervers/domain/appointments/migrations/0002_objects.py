"""Desks and appointments of a fund are for the fund. An appointment says what its opening says, and goes with its file."""

from django.db import migrations

from ...objects import load


class Migration(migrations.Migration):
    dependencies = [
        ("appointments", "0001_initial"),
        ("accompaniment", "0002_objects"),
        ("organisations", "0002_objects"),
        ("people", "0002_objects"),
        ("privacy", "0003_what_cascades"),
    ]

    operations = [
        load("appointments_place", "appointments_room", "appointments_opening"),
        load("appointments_appointmentevent"),
    ]
