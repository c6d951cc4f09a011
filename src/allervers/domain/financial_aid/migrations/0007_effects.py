"""What an aid made possible."""

import uuid

import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("financial_aid", "0006_objects_of_payments"),
        ("organisations", "0005_financial_aid_service"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FinancialAidEffect",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                (
                    "effect",
                    models.CharField(
                        choices=[
                            ("care_obtained", "Soins obtenus"),
                            ("equipment", "Équipement reçu (lunettes, appareil, prothèse)"),
                            ("cover_kept", "Complémentaire gardée ou obtenue"),
                            ("need_met", "Besoin urgent couvert"),
                            ("not_used", "Aide non utilisée"),
                            ("unknown", "On ne sait pas"),
                        ],
                        max_length=20,
                        verbose_name="ce que l’aide a permis",
                    ),
                ),
                ("known_on", models.DateField(verbose_name="su le")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="précision")),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="noté par",
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
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="financial_aid.financialaidrequest",
                        verbose_name="demande",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.service",
                        verbose_name="service",
                    ),
                ),
            ],
            options={
                "verbose_name": "effet d’une aide",
                "constraints": [
                    models.UniqueConstraint(fields=("request",), name="aid_effect_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "effect__in",
                                ["care_obtained", "equipment", "cover_kept", "need_met", "not_used", "unknown"],
                            )
                        ),
                        name="aid_effect_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FinancialAidEffectEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField()),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.UUIDField(default=uuid.uuid4, serialize=False)),
                (
                    "effect",
                    models.CharField(
                        choices=[
                            ("care_obtained", "Soins obtenus"),
                            ("equipment", "Équipement reçu (lunettes, appareil, prothèse)"),
                            ("cover_kept", "Complémentaire gardée ou obtenue"),
                            ("need_met", "Besoin urgent couvert"),
                            ("not_used", "Aide non utilisée"),
                            ("unknown", "On ne sait pas"),
                        ],
                        max_length=20,
                        verbose_name="ce que l’aide a permis",
                    ),
                ),
                ("known_on", models.DateField(verbose_name="su le")),
                (
                    "author",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="noté par",
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
                        to="financial_aid.financialaideffect",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="financial_aid.financialaidrequest",
                        verbose_name="demande",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisations.service",
                        verbose_name="service",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="financialaideffect",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "financial_aid_financialaideffectevent" ("author_id", "effect", "fund_id", "id", "known_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "request_id", "service_id") VALUES (NEW."author_id", NEW."effect", NEW."fund_id", NEW."id", NEW."known_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."request_id", NEW."service_id"); RETURN NULL;',
                    hash="1c4b6d32967a5e9b1bb934c3cbb7023a8d9b2f86",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_7efdb",
                    table="financial_aid_financialaideffect",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="financialaideffect",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."author_id" IS DISTINCT FROM (NEW."author_id") OR OLD."effect" IS DISTINCT FROM (NEW."effect") OR OLD."fund_id" IS DISTINCT FROM (NEW."fund_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."known_on" IS DISTINCT FROM (NEW."known_on") OR OLD."request_id" IS DISTINCT FROM (NEW."request_id") OR OLD."service_id" IS DISTINCT FROM (NEW."service_id"))',
                    func='INSERT INTO "financial_aid_financialaideffectevent" ("author_id", "effect", "fund_id", "id", "known_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "request_id", "service_id") VALUES (NEW."author_id", NEW."effect", NEW."fund_id", NEW."id", NEW."known_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."request_id", NEW."service_id"); RETURN NULL;',
                    hash="3a8f29f464277c159d437f6d77b41fc4fbe71bfd",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_8ac83",
                    table="financial_aid_financialaideffect",
                    when="AFTER",
                ),
            ),
        ),
    ]
