"""Whoever sees that a letter was sent sees the day on which its batch left: the person, the fund whose file another body
examines."""

from django.db import migrations

from allervers.domain.objects import load


class Migration(migrations.Migration):
    dependencies = [
        ("rights_files", "0010_batches_tell_what_failed"),
    ]

    operations = [load("rights_files_letterbatch")]
