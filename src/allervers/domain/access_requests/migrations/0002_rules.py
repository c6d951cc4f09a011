"""Functions, policies, triggers, indexes and keys of `access_requests` (domain/objects.py)."""

from django.db import migrations

from ...objects import load


class Migration(migrations.Migration):
    dependencies = [
        ("access_requests", "0001_tables"),
        ("organisations", "0002_rules"),
        ("people", "0001_tables"),
    ]

    operations = [
        load(
            "answers_for_data_of",
            "funds_with_access_requests",
        ),
        load(
            "access_requests_accessrequest",
            "access_requests_accesscopy",
        ),
    ]
