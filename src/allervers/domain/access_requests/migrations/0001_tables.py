"""The tables of `access_requests`, with their constraints, indexes and triggers."""

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
                    name="AccessRequest",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        ("asked_on", models.DateField(verbose_name="reçue le")),
                        (
                            "way",
                            models.CharField(
                                choices=[
                                    ("own_page", "Depuis sa page"),
                                    ("in_person", "Sur place"),
                                    ("letter", "Par courrier ou courriel"),
                                ],
                                max_length=20,
                                verbose_name="comment",
                            ),
                        ),
                        (
                            "identity",
                            models.CharField(
                                choices=[
                                    ("own_page", "Code de sa page et date de naissance"),
                                    ("shown", "Pièce d’identité présentée"),
                                    ("copy", "Copie d’une pièce d’identité jointe à la demande"),
                                ],
                                max_length=20,
                                verbose_name="identité vérifiée par",
                            ),
                        ),
                        (
                            "recorded_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="notée le"
                            ),
                        ),
                        ("due_on", models.DateField(verbose_name="réponse avant le")),
                        ("prepared_at", models.DateTimeField(null=True, verbose_name="copie prête le")),
                        ("digest", models.CharField(blank=True, max_length=64, verbose_name="empreinte")),
                        ("expires_at", models.DateTimeField(null=True, verbose_name="copie gardée jusqu’au")),
                        ("delivered_at", models.DateTimeField(null=True, verbose_name="remise le")),
                        (
                            "delivery",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("own_page", "Téléchargée depuis sa page"),
                                    ("by_hand", "Remise en main propre"),
                                    ("post", "Envoyée en recommandé"),
                                ],
                                max_length=20,
                                verbose_name="remise",
                            ),
                        ),
                        ("closed_at", models.DateTimeField(null=True, verbose_name="terminée le")),
                        (
                            "author",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="notée par",
                            ),
                        ),
                        (
                            "delivered_by",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="remise par",
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
                    ],
                    options={
                        "verbose_name": "demande d’accès",
                        "ordering": ["due_on", "recorded_at"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("closed_at", None)),
                                fields=["fund", "due_on"],
                                name="access_request_open",
                            ),
                            models.Index(fields=["person"], name="access_request_of_person"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("fund", "id"), name="access_request_fund_id"),
                            models.UniqueConstraint(
                                condition=models.Q(("closed_at", None)),
                                fields=("person",),
                                name="access_request_one_at_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("author", None), ("identity", "own_page"), ("way", "own_page")),
                                    models.Q(
                                        ("author__isnull", False),
                                        ("way__in", ["in_person", "letter"]),
                                        ("identity__in", ["shown", "copy"]),
                                    ),
                                    _connector="OR",
                                ),
                                name="access_request_asked_by_somebody",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("due_on__gt", models.F("asked_on"))),
                                name="access_request_due_later",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("digest", ""), ("expires_at", None), ("prepared_at", None)),
                                    models.Q(
                                        ("expires_at__isnull", False),
                                        ("prepared_at__isnull", False),
                                        models.Q(("digest", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="access_request_prepared_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("delivered_at", None), ("delivered_by", None), ("delivery", "")),
                                    models.Q(
                                        ("delivered_by", None),
                                        ("delivery", "own_page"),
                                        ("closed_at__isnull", False),
                                        ("delivered_at__isnull", False),
                                        ("prepared_at__isnull", False),
                                    ),
                                    models.Q(
                                        ("delivered_by__isnull", False),
                                        ("delivery__in", ["by_hand", "post"]),
                                        ("closed_at__isnull", False),
                                        ("delivered_at__isnull", False),
                                        ("prepared_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="access_request_delivered_whole",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AccessCopy",
                    fields=[
                        (
                            "request",
                            models.OneToOneField(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                primary_key=True,
                                related_name="copy",
                                serialize=False,
                                to="access_requests.accessrequest",
                            ),
                        ),
                        ("sealed", models.BinaryField()),
                        ("key_wrapped", models.BinaryField()),
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
                        "verbose_name": "copie des données",
                    },
                ),
            ],
        ),
    ]
