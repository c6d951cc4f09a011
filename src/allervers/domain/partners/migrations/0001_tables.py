"""The tables of `partners`, with their constraints, indexes and triggers."""

import datetime
import uuid

import django.db.models.deletion
import django.db.models.functions.datetime
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisations", "0002_rules"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Agreement",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("source_id", models.CharField(max_length=100, verbose_name="identifiant d’origine")),
                ("network", models.CharField(max_length=60, verbose_name="réseau")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("national", "Déclinaison d’une convention nationale"),
                            ("local", "Convention locale"),
                            ("tripartite", "Convention tripartite"),
                        ],
                        max_length=20,
                        verbose_name="sorte de convention",
                    ),
                ),
                ("partner_name", models.CharField(blank=True, max_length=160, verbose_name="partenaire")),
                ("siret", models.CharField(blank=True, max_length=14, verbose_name="SIRET")),
                ("signed_on", models.DateField(verbose_name="signée le")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="dernier jour")),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="saisie le"
                    ),
                ),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="retirée le")),
                ("withdrawn_why", models.CharField(blank=True, max_length=200, verbose_name="retirée parce que")),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="saisie par",
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
            ],
            options={
                "verbose_name": "convention",
                "ordering": [models.OrderBy(models.F("ends_on"), nulls_last=True), "network", "partner_name", "id"],
            },
        ),
        migrations.CreateModel(
            name="AgreementEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField()),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.UUIDField(default=uuid.uuid4, serialize=False)),
                ("source_id", models.CharField(max_length=100, verbose_name="identifiant d’origine")),
                ("network", models.CharField(max_length=60, verbose_name="réseau")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("national", "Déclinaison d’une convention nationale"),
                            ("local", "Convention locale"),
                            ("tripartite", "Convention tripartite"),
                        ],
                        max_length=20,
                        verbose_name="sorte de convention",
                    ),
                ),
                ("partner_name", models.CharField(blank=True, max_length=160, verbose_name="partenaire")),
                ("siret", models.CharField(blank=True, max_length=14, verbose_name="SIRET")),
                ("signed_on", models.DateField(verbose_name="signée le")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="dernier jour")),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="saisie le"
                    ),
                ),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="retirée le")),
                ("withdrawn_why", models.CharField(blank=True, max_length=200, verbose_name="retirée parce que")),
                (
                    "author",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="saisie par",
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
                        to="partners.agreement",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AgreementYear",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("in_force_on", models.DateField(verbose_name="31 décembre")),
                (
                    "agreement",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="years",
                        to="partners.agreement",
                        verbose_name="convention",
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
            ],
            options={
                "verbose_name": "année d’une convention",
            },
        ),
        migrations.AddIndex(
            model_name="agreement",
            index=models.Index(fields=["fund", "ends_on"], name="agreement_of_fund_by_end"),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.UniqueConstraint(fields=("fund", "id"), name="agreement_fund_id"),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.UniqueConstraint(fields=("fund", "source_id"), name="agreement_brought_in_once"),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["national", "local", "tripartite"])), name="agreement_kind_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(("network", ""), _negated=True), name="agreement_names_a_network"
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(("source_id", ""), _negated=True), name="agreement_has_a_source"
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(("siret__regex", "^([0-9]{14})?$")), name="agreement_siret_of_digits"
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("signed_on__gte", datetime.date(1990, 1, 1)), ("signed_on__lte", datetime.date(2099, 12, 31))
                ),
                name="agreement_signed_on_possible",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on", None),
                    models.Q(("ends_on__gte", models.F("signed_on")), ("ends_on__lte", datetime.date(2099, 12, 31))),
                    _connector="OR",
                ),
                name="agreement_ends_after_it_starts",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("withdrawn_at", None), ("withdrawn_why", "")),
                    models.Q(("withdrawn_at__isnull", False), models.Q(("withdrawn_why", ""), _negated=True)),
                    _connector="OR",
                ),
                name="agreement_withdrawn_says_why",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreement",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "partners_agreementevent" ("at", "author_id", "ends_on", "fund_id", "id", "kind", "network", "partner_name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "signed_on", "siret", "source_id", "withdrawn_at", "withdrawn_why") VALUES (NEW."at", NEW."author_id", NEW."ends_on", NEW."fund_id", NEW."id", NEW."kind", NEW."network", NEW."partner_name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."signed_on", NEW."siret", NEW."source_id", NEW."withdrawn_at", NEW."withdrawn_why"); RETURN NULL;',
                    hash="acb894b7424bb8c4754147595454c50aac5af5e9",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b1737",
                    table="partners_agreement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreement",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "partners_agreementevent" ("at", "author_id", "ends_on", "fund_id", "id", "kind", "network", "partner_name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "signed_on", "siret", "source_id", "withdrawn_at", "withdrawn_why") VALUES (NEW."at", NEW."author_id", NEW."ends_on", NEW."fund_id", NEW."id", NEW."kind", NEW."network", NEW."partner_name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."signed_on", NEW."siret", NEW."source_id", NEW."withdrawn_at", NEW."withdrawn_why"); RETURN NULL;',
                    hash="782f6f23fea78ee17305d742b1e3a044bb042629",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_8c840",
                    table="partners_agreement",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementyear",
            constraint=models.UniqueConstraint(fields=("agreement", "in_force_on"), name="agreement_year_once"),
        ),
    ]
