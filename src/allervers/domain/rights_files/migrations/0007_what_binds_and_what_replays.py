"""The database notes what a request for papers did to a file that binds; decisions note that they were replayed."""

from django.conf import settings
from django.db import migrations, models

from ...objects import load


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0003_contact"),
        ("rights_files", "0006_details"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="decision",
            name="replayed_on",
            field=models.DateField(null=True, verbose_name="rejouée le"),
        ),
        migrations.AddField(
            model_name="decision",
            name="replays",
            field=models.BooleanField(null=True, verbose_name="rejouée à l’identique"),
        ),
        migrations.AddField(
            model_name="papersrequest",
            name="file_bound",
            field=models.BooleanField(editable=False, null=True, verbose_name="dossier opposable"),
        ),
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(
                condition=models.Q(("answer__isnull", False), ("replayed_on__isnull", True)),
                fields=["fund", "law_version"],
                name="decision_to_replay",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("replayed_on__isnull", True), ("replays__isnull", True)),
                    models.Q(("replayed_on__isnull", False), ("replays__isnull", False)),
                    _connector="OR",
                ),
                name="decision_replayed_whole",
            ),
        ),
        load("rights_file_binds", "papers_request_notes_what_binds", "rights_files_papersrequest"),
    ]
