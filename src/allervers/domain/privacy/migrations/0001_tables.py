"""The tables of `privacy`, with their constraints, indexes and triggers."""

import django.db.models.deletion
from django.conf import settings
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
                    name="Erasure",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField(auto_now_add=True, verbose_name="le")),
                        ("files", models.IntegerField(verbose_name="dossiers effacés")),
                        ("persons", models.IntegerField(verbose_name="personnes effacées")),
                        (
                            "fund",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.organisation",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "effacement",
                        "ordering": ["-at"],
                    },
                ),
                migrations.CreateModel(
                    name="Reading",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("person_id", models.UUIDField(verbose_name="personne")),
                        ("at", models.DateTimeField(auto_now_add=True, verbose_name="le")),
                        ("what", models.CharField(max_length=60, verbose_name="écran")),
                        (
                            "account",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="par",
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
                        "verbose_name": "consultation",
                        "ordering": ["-at"],
                        "indexes": [
                            models.Index(fields=["person_id", "-at"], name="reading_by_person"),
                            models.Index(fields=["fund", "-at"], name="reading_by_fund"),
                        ],
                    },
                ),
            ],
        ),
    ]
