"""Search of persons, and who sees them."""

from django.db import migrations

from ...objects import load


class Migration(migrations.Migration):
    replaces = [
        ("people", "0002_search"),
        ("people", "0003_nir_trail"),
        ("people", "0004_search_with_typing_errors"),
        ("people", "0005_search_with_birth"),
        ("people", "0006_search_by_phone_end"),
    ]
    dependencies = [
        ("people", "0001_initial"),
        ("accompaniment", "0001_initial"),
        ("figures", "0002_objects"),
        ("organisations", "0002_objects"),
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
