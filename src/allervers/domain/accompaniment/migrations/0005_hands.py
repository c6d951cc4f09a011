"""Files proposed to a colleague; absences and who stands in."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ...objects import load


class Migration(migrations.Migration):
    dependencies = [
        ("accompaniment", "0004_notes_results_pauses"),
        ("organisations", "0003_contact"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Absence",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("first_on", models.DateField(verbose_name="du")),
                ("last_on", models.DateField(verbose_name="au")),
                ("ended_on", models.DateField(null=True, verbose_name="terminée le")),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="absences",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="absent",
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
                    "stand_in",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="remplaçant",
                    ),
                ),
            ],
            options={
                "verbose_name": "absence",
                "ordering": ["first_on"],
                "indexes": [models.Index(fields=["stand_in", "last_on"], name="absence_of_stand_in")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("last_on__gte", models.F("first_on"))), name="absence_in_order"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("stand_in", models.F("account")), _negated=True),
                        name="absence_stood_in_by_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Handover",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("why", models.CharField(max_length=300, verbose_name="pourquoi")),
                ("proposed_at", models.DateTimeField(auto_now_add=True, verbose_name="proposé le")),
                ("answered_at", models.DateTimeField(null=True, verbose_name="répondu le")),
                ("accepted", models.BooleanField(null=True, verbose_name="accepté")),
                ("answer", models.CharField(blank=True, max_length=300, verbose_name="réponse")),
                (
                    "accompaniment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handovers",
                        to="accompaniment.accompaniment",
                        verbose_name="accompagnement",
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
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="proposé par",
                    ),
                ),
                (
                    "to",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="à",
                    ),
                ),
            ],
            options={
                "verbose_name": "proposition de dossier",
                "ordering": ["-proposed_at"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("answered_at__isnull", True)), fields=["to"], name="handover_to_answer"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("answered_at__isnull", True)),
                        fields=("accompaniment",),
                        name="handover_waits_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("accepted__isnull", True), ("answer", ""), ("answered_at__isnull", True)),
                            models.Q(("accepted", True), ("answered_at__isnull", False)),
                            models.Q(
                                ("accepted", False),
                                ("answered_at__isnull", False),
                                models.Q(("answer", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="handover_answered_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("why", ""), _negated=True),
                            models.Q(("to", models.F("proposed_by")), _negated=True),
                        ),
                        name="handover_says_why_to_another",
                    ),
                ],
            },
        ),
        load("accompaniment_handover", "accompaniment_absence"),
    ]
