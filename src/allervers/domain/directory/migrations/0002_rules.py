"""Policies of `directory` (domain/objects.py)."""

from django.db import migrations

from ...objects import load


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0001_tables"),
        ("organisations", "0002_rules"),
    ]

    operations = [load("directory_acquaintance")]
