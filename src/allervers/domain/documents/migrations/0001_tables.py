"""The tables of `documents`, with their constraints, indexes and triggers."""

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
                    name="Document",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="déposé le")),
                        ("size", models.PositiveIntegerField(verbose_name="taille en octets")),
                        ("pages", models.PositiveSmallIntegerField(verbose_name="pages")),
                        ("received_digest", models.BinaryField()),
                        ("blob", models.CharField(editable=False, max_length=32, unique=True)),
                        ("key_wrapped", models.BinaryField()),
                        (
                            "scan",
                            models.CharField(
                                choices=[
                                    ("pending", "contrôle en attente"),
                                    ("clean", "contrôlé"),
                                    ("infected", "virus trouvé"),
                                    ("error", "contrôle impossible"),
                                    ("none", "non contrôlé (aucun antivirus)"),
                                ],
                                max_length=10,
                                verbose_name="antivirus",
                            ),
                        ),
                        ("scanned_at", models.DateTimeField(null=True, verbose_name="contrôlé le")),
                        (
                            "author",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="déposé par",
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
                            "service",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.service",
                                verbose_name="service",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "document",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("scan__in", ["pending", "error"])),
                                fields=["scan"],
                                name="document_to_scan",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("fund", "id"), name="document_fund_id"),
                            models.CheckConstraint(
                                condition=models.Q(("scan__in", ["pending", "clean", "infected", "error", "none"])),
                                name="document_scan_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DocumentCheck",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        ("looked_at", models.PositiveIntegerField()),
                        ("missing", models.PositiveIntegerField()),
                        ("spoilt", models.PositiveIntegerField()),
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
                        "verbose_name": "contrôle des documents",
                        "indexes": [models.Index(fields=["fund", "-at"], name="document_check_by_fund")],
                    },
                ),
            ],
        ),
    ]
