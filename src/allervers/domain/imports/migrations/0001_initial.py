"""What imports of rows about persons wrote: for the owner's role alone, as long as the person."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.migrations import RunSQL

from ...organisations.rls import protect
from ..tracing import FUNCTIONS

KEY = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


class Migration(migrations.Migration):
    initial = True
    dependencies = [("organisations", "0005_access_tokens"), ("people", "0005_search_with_birth")]

    operations = [
        migrations.CreateModel(
            name="FileImport",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False, verbose_name="numéro")),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("kind", models.CharField(max_length=20, verbose_name="sorte de fichier")),
                ("by", models.CharField(max_length=100)),
                ("file", models.CharField(max_length=64, verbose_name="empreinte du fichier")),
            ],
        ),
        migrations.CreateModel(
            name="FileImportTakenBack",
            fields=[
                ("id", KEY.clone()),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("by", models.CharField(max_length=100)),
                ("why", models.TextField()),
                (
                    "import_made",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="taken_back",
                        to="imports.fileimport",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ImportedRow",
            fields=[
                ("id", KEY.clone()),
                ("person_id", models.UUIDField(verbose_name="personne")),
                ("relation", models.CharField(max_length=63)),
                ("row", models.CharField(max_length=36)),
                ("before", models.JSONField(null=True)),
                (
                    "brought_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rows", to="imports.fileimport"
                    ),
                ),
                (
                    "fund",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["fund", "person_id"], name="imported_row_of_person")],
                "constraints": [
                    models.UniqueConstraint(fields=("relation", "row", "brought_by"), name="imported_row_once")
                ],
            },
        ),
        RunSQL(
            """alter table imports_importedrow add constraint imports_importedrow_person_same_fund
               foreign key (fund_id, person_id) references people_person (fund_id, id) on delete cascade""",
            "alter table imports_importedrow drop constraint imports_importedrow_person_same_fund",
        ),
        # The owner sees its own; were the application ever granted something, it would find nothing.
        protect("imports_fileimport", see="false"),
        protect("imports_fileimporttakenback", see="false"),
        protect("imports_importedrow", see="false"),
        FUNCTIONS,
    ]
