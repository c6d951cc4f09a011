"""The tables of `snapshots`, with their constraints, indexes and triggers."""

import uuid

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
                    name="FactChange",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(max_length=20)),
                        ("fact_id", models.UUIDField()),
                        ("at", models.DateTimeField()),
                        ("before", models.JSONField(null=True)),
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
                        "verbose_name": "changement d’un fait",
                        "indexes": [models.Index(fields=["fund", "at"], name="fact_change_by_fund")],
                    },
                ),
                migrations.CreateModel(
                    name="Snapshot",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        ("title", models.CharField(max_length=120, verbose_name="titre")),
                        ("start", models.DateField(verbose_name="du")),
                        ("end", models.DateField(verbose_name="au")),
                        ("made_at", models.DateTimeField(verbose_name="figé le")),
                        ("lines", models.JSONField()),
                        ("definitions", models.JSONField()),
                        (
                            "fund",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.organisation",
                            ),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="par",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "chiffres figés",
                        "ordering": ["-made_at"],
                        "indexes": [models.Index(fields=["fund", "-made_at"], name="snapshot_by_fund")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("end__gte", models.F("start"))), name="snapshot_period_in_order"
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
