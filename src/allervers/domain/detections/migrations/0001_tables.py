"""The tables of `detections`, with their constraints, indexes and triggers."""

import uuid

import django.db.models.deletion
import django.utils.timezone
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from ...tables import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisations", "0001_tables"),
        ("referrals", "0001_tables"),
    ]

    operations = [
        CreateTables(
            operations=[
                migrations.CreateModel(
                    name="Detection",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        ("person_number", models.BigIntegerField(verbose_name="numéro de la personne")),
                        ("household_number", models.BigIntegerField(verbose_name="numéro du foyer")),
                        ("priority", models.SmallIntegerField(verbose_name="priorité")),
                        ("listed_since", models.DateField(verbose_name="sur une liste depuis le")),
                        ("last_listed_on", models.DateField(verbose_name="dernière liste qui la porte")),
                        (
                            "last_received_on",
                            models.DateField(
                                default=django.utils.timezone.localdate, verbose_name="dernière liste reçue le"
                            ),
                        ),
                        ("is_listed", models.BooleanField(default=True, verbose_name="encore sur une liste")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("waiting", "À examiner"),
                                    ("referred", "Devenue une saisine"),
                                    ("set_aside", "Écartée"),
                                ],
                                default="waiting",
                                max_length=10,
                                verbose_name="état",
                            ),
                        ),
                        (
                            "set_aside_reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("already_done", "Le droit est ouvert, ou la démarche est déjà faite"),
                                    ("already_accompanied", "La personne est déjà accompagnée"),
                                    ("mistaken", "La liste se trompe sur sa situation"),
                                    ("unreachable", "La personne n’a pas pu être jointe"),
                                    ("declined", "La personne ne souhaite pas être accompagnée"),
                                    ("left_fund", "La personne ne relève plus de la caisse"),
                                    ("deceased", "La personne est décédée"),
                                    ("other", "Autre motif"),
                                ],
                                max_length=20,
                                verbose_name="motif",
                            ),
                        ),
                        ("set_aside_note", models.CharField(blank=True, max_length=500, verbose_name="précisions")),
                        ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="décidée le")),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="décidée par",
                            ),
                        ),
                        (
                            "fund",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.organisation",
                                verbose_name="caisse",
                            ),
                        ),
                        (
                            "referral",
                            models.OneToOneField(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                to="referrals.referral",
                                verbose_name="saisine",
                            ),
                        ),
                        ("call_again_on", models.DateField(blank=True, null=True, verbose_name="rappeler le")),
                        ("claimed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "claimed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "détection",
                        "ordering": ["priority", "listed_since", "person_number"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("is_listed", True), ("status", "waiting")),
                                fields=["fund", "priority", "listed_since", "person_number"],
                                name="detection_to_examine",
                            ),
                            models.Index(
                                condition=models.Q(("status", "waiting"), _negated=True),
                                fields=["fund", "status", "-decided_at"],
                                name="detection_decided",
                            ),
                            models.Index(fields=["fund", "person_number"], name="detection_by_person"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("fund", "id"), name="detection_fund_id"),
                            models.UniqueConstraint(
                                condition=models.Q(("status", "waiting")),
                                fields=("fund", "person_number"),
                                name="detection_waits_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("decided_at", None),
                                        ("decided_by", None),
                                        ("referral", None),
                                        ("set_aside_reason", ""),
                                        ("status", "waiting"),
                                    ),
                                    models.Q(
                                        ("decided_at__isnull", False),
                                        ("referral__isnull", False),
                                        ("set_aside_reason", ""),
                                        ("status", "referred"),
                                    ),
                                    models.Q(
                                        ("decided_at__isnull", False),
                                        ("referral", None),
                                        (
                                            "set_aside_reason__in",
                                            [
                                                "already_done",
                                                "already_accompanied",
                                                "mistaken",
                                                "unreachable",
                                                "declined",
                                                "left_fund",
                                                "deceased",
                                                "other",
                                            ],
                                        ),
                                        ("status", "set_aside"),
                                    ),
                                    _connector="OR",
                                ),
                                name="detection_decided_as_its_status_says",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("set_aside_reason", "other"), _negated=True),
                                    models.Q(("set_aside_note", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="detection_other_reason_says_which",
                            ),
                        ],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="detection",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."referral_id" IS DISTINCT FROM (NEW."referral_id") OR OLD."set_aside_note" IS DISTINCT FROM (NEW."set_aside_note") OR OLD."set_aside_reason" IS DISTINCT FROM (NEW."set_aside_reason") OR OLD."status" IS DISTINCT FROM (NEW."status"))',
                            func='INSERT INTO "detections_detectionevent" ("call_again_on", "claimed_at", "claimed_by_id", "decided_at", "decided_by_id", "fund_id", "household_number", "id", "is_listed", "last_listed_on", "last_received_on", "listed_since", "person_number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "priority", "referral_id", "set_aside_note", "set_aside_reason", "status") VALUES (NEW."call_again_on", NEW."claimed_at", NEW."claimed_by_id", NEW."decided_at", NEW."decided_by_id", NEW."fund_id", NEW."household_number", NEW."id", NEW."is_listed", NEW."last_listed_on", NEW."last_received_on", NEW."listed_since", NEW."person_number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."priority", NEW."referral_id", NEW."set_aside_note", NEW."set_aside_reason", NEW."status"); RETURN NULL;',
                            hash="922e8e017c6b440a6318e48e982ea01e2398feea",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_897e1",
                            table="detections_detection",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.CreateModel(
                    name="DetectionEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField()),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.UUIDField(default=uuid.uuid4, serialize=False)),
                        ("person_number", models.BigIntegerField(verbose_name="numéro de la personne")),
                        ("household_number", models.BigIntegerField(verbose_name="numéro du foyer")),
                        ("priority", models.SmallIntegerField(verbose_name="priorité")),
                        ("listed_since", models.DateField(verbose_name="sur une liste depuis le")),
                        ("last_listed_on", models.DateField(verbose_name="dernière liste qui la porte")),
                        (
                            "last_received_on",
                            models.DateField(
                                default=django.utils.timezone.localdate, verbose_name="dernière liste reçue le"
                            ),
                        ),
                        ("is_listed", models.BooleanField(default=True, verbose_name="encore sur une liste")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("waiting", "À examiner"),
                                    ("referred", "Devenue une saisine"),
                                    ("set_aside", "Écartée"),
                                ],
                                default="waiting",
                                max_length=10,
                                verbose_name="état",
                            ),
                        ),
                        (
                            "set_aside_reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("already_done", "Le droit est ouvert, ou la démarche est déjà faite"),
                                    ("already_accompanied", "La personne est déjà accompagnée"),
                                    ("mistaken", "La liste se trompe sur sa situation"),
                                    ("unreachable", "La personne n’a pas pu être jointe"),
                                    ("declined", "La personne ne souhaite pas être accompagnée"),
                                    ("left_fund", "La personne ne relève plus de la caisse"),
                                    ("deceased", "La personne est décédée"),
                                    ("other", "Autre motif"),
                                ],
                                max_length=20,
                                verbose_name="motif",
                            ),
                        ),
                        ("set_aside_note", models.CharField(blank=True, max_length=500, verbose_name="précisions")),
                        ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="décidée le")),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="décidée par",
                            ),
                        ),
                        (
                            "fund",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="organisations.organisation",
                                verbose_name="caisse",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                related_query_name="events",
                                to="detections.detection",
                            ),
                        ),
                        (
                            "referral",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="referrals.referral",
                                verbose_name="saisine",
                            ),
                        ),
                        ("call_again_on", models.DateField(blank=True, null=True, verbose_name="rappeler le")),
                        ("claimed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "claimed_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="DetectionReason",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("person_number", models.BigIntegerField(verbose_name="numéro de la personne")),
                        ("target", models.CharField(max_length=60, verbose_name="cible")),
                        ("sentence", models.CharField(max_length=500, verbose_name="motif")),
                        ("priority", models.SmallIntegerField(verbose_name="priorité")),
                        ("first_listed_on", models.DateField(verbose_name="sur une liste depuis le")),
                        ("last_listed_on", models.DateField(verbose_name="dernière liste qui la porte")),
                        ("is_current", models.BooleanField(default=True, verbose_name="encore sur la dernière liste")),
                        (
                            "detection",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="reasons",
                                to="detections.detection",
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
                        "verbose_name": "motif de détection",
                        "ordering": ["priority", "target"],
                        "indexes": [
                            models.Index(fields=["fund", "target", "last_listed_on"], name="detection_reason_by_list")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("fund", "person_number", "target"), name="detection_reason_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DetectionCall",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        (
                            "result",
                            models.CharField(
                                choices=[
                                    ("no_answer", "Pas de réponse"),
                                    ("later", "À rappeler plus tard"),
                                    ("wrong_number", "Numéro faux"),
                                ],
                                max_length=20,
                                verbose_name="résultat",
                            ),
                        ),
                        (
                            "author",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "detection",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="calls",
                                to="detections.detection",
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
                        "verbose_name": "appel d’une personne repérée",
                        "ordering": ["at"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("result__in", ["no_answer", "later", "wrong_number"])),
                                name="detection_call_result_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ListedIdentity",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("purpose", models.CharField(default="detections", max_length=60, verbose_name="finalité")),
                        ("person_number", models.BigIntegerField(verbose_name="numéro de la personne")),
                        ("identity", models.BinaryField()),
                        ("may_be_called", models.BooleanField(verbose_name="peut être appelée")),
                        ("imported_on", models.DateField(verbose_name="reprise le")),
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
                        "verbose_name": "identité d’une liste",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("fund", "purpose", "person_number"), name="listed_identity_once"
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
