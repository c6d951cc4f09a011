"""The tables of `imports`, with their constraints, indexes and triggers."""

import django.db.models.deletion
from django.db import migrations, models

from ...tables import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisations", "0001_tables"),
    ]

    operations = [
        CreateTables(
            operations=[
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
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
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
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("person_id", models.UUIDField(verbose_name="personne")),
                        ("relation", models.CharField(max_length=63)),
                        ("row", models.CharField(max_length=36)),
                        ("before", models.JSONField(null=True)),
                        (
                            "brought_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rows",
                                to="imports.fileimport",
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
            ],
        ),
    ]
