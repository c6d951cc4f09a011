"""Functions, policies, triggers, indexes and keys of `people` (domain/objects.py)."""

from django.db import migrations

from ...objects import load


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_tables"),
        ("accompaniment", "0001_tables"),
        ("organisations", "0002_rules"),
        ("protection", "0002_rules"),
    ]

    operations = [
        load(
            "name_likeness",
            "name_matches",
            "name_query",
            "name_variants",
            "persons_by_phone_end",
            "search_persons",
        ),
        load(
            "people_person",
            "people_personevent",
        ),
    ]
