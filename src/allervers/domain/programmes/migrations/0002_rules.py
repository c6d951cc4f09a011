"""Functions, policies, triggers, indexes and keys of `programmes` (domain/objects.py)."""

from django.db import migrations

from ...objects import load


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0001_tables"),
        ("organisations", "0002_rules"),
    ]

    operations = [
        load(
            "programme_apply",
            "programme_count_added",
            "programme_count_answers",
            "programme_count_changed",
            "programme_stage",
            "programme_tags",
            "runs_programmes",
        ),
        load(
            "programmes_programme",
            "programmes_programmewave",
            "programmes_programmecount",
            "programmes_enrolment",
            "programmes_programmeanswer",
        ),
        # A tick changes every row once: room in the page for its next version, so that no index is written.
        migrations.RunSQL("alter table programmes_enrolment set (fillfactor = 70)", migrations.RunSQL.noop),
    ]
