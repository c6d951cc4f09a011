"""Functions, policies, triggers, indexes and keys of `outbox` (domain/objects.py)."""

from django.db import migrations

from ...objects import load


class Migration(migrations.Migration):
    dependencies = [
        ("outbox", "0001_tables"),
        ("organisations", "0002_rules"),
        ("people", "0001_tables"),
        ("protection", "0002_rules"),
    ]

    operations = [
        load(
            "funds_with_messages",
            "messages_left_behind",
        ),
        load(
            "outbox_message",
            "outbox_opposition",
            "outbox_stoppedaddress",
        ),
    ]
