"""The tables of `protection`, with their constraints, indexes and triggers."""

import uuid

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

from ...tables import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisations", "0001_tables"),
        ("people", "0001_tables"),
    ]

    operations = [
        CreateTables(
            operations=[
                migrations.CreateModel(
                    name="Protection",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        (
                            "danger",
                            models.CharField(
                                choices=[
                                    ("partner_violence", "Violences dans le couple"),
                                    ("family_violence", "Violences dans la famille, mariage forcé"),
                                    ("threats", "Menaces, harcèlement"),
                                    ("authority", "Décision de justice ou d’une autorité"),
                                    ("other", "Autre danger"),
                                ],
                                max_length=20,
                                verbose_name="motif",
                            ),
                        ),
                        ("note", models.CharField(max_length=500, verbose_name="précisions")),
                        (
                            "since",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="depuis le"
                            ),
                        ),
                        ("ended_at", models.DateTimeField(null=True, verbose_name="levée le")),
                        ("ended_why", models.CharField(blank=True, max_length=500, verbose_name="levée parce que")),
                        (
                            "ended_by",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="levée par",
                            ),
                        ),
                        (
                            "fund",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.organisation",
                                verbose_name="caisse",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="people.person",
                                verbose_name="personne",
                            ),
                        ),
                        (
                            "placed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="placée par",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "protection",
                        "ordering": ["-since"],
                        "indexes": [models.Index(fields=["person", "since"], name="protection_of_person")],
                        "constraints": [
                            models.UniqueConstraint(fields=("fund", "id"), name="protection_fund_id"),
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at", None)),
                                fields=("person",),
                                name="protection_one_at_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "danger__in",
                                        ["partner_violence", "family_violence", "threats", "authority", "other"],
                                    ),
                                    models.Q(("note", ""), _negated=True),
                                ),
                                name="protection_says_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_at", None), ("ended_by", None), ("ended_why", "")),
                                    models.Q(
                                        ("ended_at__isnull", False),
                                        ("ended_by__isnull", False),
                                        models.Q(("ended_why", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="protection_ends_whole",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProtectedReading",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="le"
                            ),
                        ),
                        ("why", models.CharField(max_length=300, verbose_name="pourquoi")),
                        (
                            "account",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "fund",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.organisation",
                                verbose_name="caisse",
                            ),
                        ),
                        (
                            "protection",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="%(class)ss",
                                to="protection.protection",
                                verbose_name="protection",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "lecture de coordonnées protégées",
                        "ordering": ["-at"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("why", ""), _negated=True), name="protected_reading_says_why"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Keeper",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "named_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="désigné le"
                            ),
                        ),
                        ("removed_at", models.DateTimeField(null=True, verbose_name="retiré le")),
                        (
                            "account",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "fund",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.organisation",
                                verbose_name="caisse",
                            ),
                        ),
                        (
                            "named_by",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "removed_by",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "protection",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="%(class)ss",
                                to="protection.protection",
                                verbose_name="protection",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "personne autorisée",
                        "ordering": ["named_at"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("removed_at", None)),
                                fields=("protection", "account"),
                                name="keeper_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SealedContact",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("source", models.CharField(max_length=60)),
                        ("row", models.CharField(max_length=40)),
                        ("kept", models.JSONField()),
                        (
                            "fund",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.organisation",
                                verbose_name="caisse",
                            ),
                        ),
                        (
                            "protection",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="%(class)ss",
                                to="protection.protection",
                                verbose_name="protection",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "coordonnées scellées",
                        "constraints": [
                            models.UniqueConstraint(fields=("protection", "source", "row"), name="sealed_once")
                        ],
                    },
                ),
            ],
        ),
    ]
