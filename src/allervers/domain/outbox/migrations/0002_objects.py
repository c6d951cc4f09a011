"""Who sees a message: whoever sees the person. Gone with the person."""

from django.db import migrations

from ...objects import load


class Migration(migrations.Migration):
    dependencies = [
        ("outbox", "0001_initial"),
        ("people", "0001_initial"),
        ("organisations", "0002_objects"),
    ]

    operations = [
        load("funds_with_messages", "messages_left_behind"),
        load("outbox_message", "outbox_opposition"),
    ]
