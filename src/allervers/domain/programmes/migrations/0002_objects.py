"""Rows of programmes are seen by their fund, and while programmes are run; figures follow the rows, whoever writes them."""

from django.db import migrations

from ...objects import load


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0001_initial"),
        ("organisations", "0002_objects"),
    ]

    operations = [
        load("runs_programmes", "programme_tags", "programme_stage", "programme_apply"),
        load("programme_count_added", "programme_count_changed", "programme_count_answers"),
        load("programmes_programme", "programmes_programmewave", "programmes_programmecount"),
        load("programmes_enrolment", "programmes_programmeanswer"),
        # A tick changes every row once: room in the page for its next version, so that no index is written.
        migrations.RunSQL("alter table programmes_enrolment set (fillfactor = 70)", migrations.RunSQL.noop),
    ]
