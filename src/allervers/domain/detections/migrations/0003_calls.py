"""Calls to the persons of lists, and who their numbers are, for as long as the list lasts."""

import uuid

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from ...objects import load


class Migration(migrations.Migration):
    dependencies = [
        ("detections", "0002_objects"),
        ("organisations", "0003_contact"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
            ],
            options={
                "verbose_name": "appel d’une personne repérée",
                "ordering": ["at"],
            },
        ),
        migrations.CreateModel(
            name="ListedIdentity",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("purpose", models.CharField(default="detections", max_length=60, verbose_name="finalité")),
                ("person_number", models.BigIntegerField(verbose_name="numéro de la personne")),
                ("identity", models.BinaryField()),
                ("may_be_called", models.BooleanField(verbose_name="peut être appelée")),
                ("imported_on", models.DateField(verbose_name="reprise le")),
            ],
            options={
                "verbose_name": "identité d’une liste",
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="detection",
            name="update_update",
        ),
        migrations.AddField(
            model_name="detection",
            name="call_again_on",
            field=models.DateField(blank=True, null=True, verbose_name="rappeler le"),
        ),
        migrations.AddField(
            model_name="detection",
            name="claimed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="detection",
            name="claimed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="detectionevent",
            name="call_again_on",
            field=models.DateField(blank=True, null=True, verbose_name="rappeler le"),
        ),
        migrations.AddField(
            model_name="detectionevent",
            name="claimed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="detectionevent",
            name="claimed_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
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
        migrations.AddField(
            model_name="detectioncall",
            name="author",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="detectioncall",
            name="detection",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="calls",
                to="detections.detection",
            ),
        ),
        migrations.AddField(
            model_name="detectioncall",
            name="fund",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.organisation",
            ),
        ),
        migrations.AddField(
            model_name="listedidentity",
            name="fund",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.organisation",
            ),
        ),
        migrations.AddConstraint(
            model_name="detectioncall",
            constraint=models.CheckConstraint(
                condition=models.Q(("result__in", ["no_answer", "later", "wrong_number"])),
                name="detection_call_result_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="listedidentity",
            constraint=models.UniqueConstraint(
                fields=("fund", "purpose", "person_number"), name="listed_identity_once"
            ),
        ),
        load("erase_due_detections", "detections_listedidentity", "detections_detectioncall"),
    ]
