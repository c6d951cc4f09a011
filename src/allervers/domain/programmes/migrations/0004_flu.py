"""Flu: the season of a programme, and the vouchers of persons (decision 0120)."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from ...objects import load


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0002_rules"),
        ("programmes", "0003_masks"),
    ]

    operations = [
        migrations.CreateModel(
            name="Voucher",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "programme_id", "person", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("person", models.BigIntegerField(verbose_name="personne")),
                ("wave", models.SmallIntegerField(verbose_name="vague")),
                (
                    "cohort",
                    models.CharField(
                        choices=[
                            ("age", "À l’âge visé"),
                            ("pregnant", "Enceintes"),
                            ("disease", "Plus jeunes, en ALD"),
                        ],
                        max_length=10,
                        verbose_name="cible",
                    ),
                ),
                ("in_mayotte", models.BooleanField(verbose_name="à Mayotte, dont la campagne a ses jours")),
                (
                    "exclusion",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("deceased", "Décédées"),
                            ("vaccinated", "Déjà vaccinées cette saison"),
                            ("homeless", "Sans domicile stable"),
                            ("returned_mail", "Courrier revenu (NPAI)"),
                            (
                                "child_welfare",
                                "Mineures confiées à l’aide sociale à l’enfance : on ne sait à qui écrire",
                            ),
                            ("opposed", "Opposées à être contactées, ou dont on ne sait pas"),
                        ],
                        max_length=20,
                        verbose_name="pas d’envoi",
                    ),
                ),
                (
                    "notice",
                    models.CharField(
                        blank=True,
                        choices=[("email", "Courriel"), ("letter", "Lettre")],
                        max_length=10,
                        verbose_name="envoyé par",
                    ),
                ),
                ("sent_on", models.DateField(null=True, verbose_name="envoyé le")),
                ("valid_until", models.DateField(null=True, verbose_name="valable jusqu’au")),
                ("code_digest", models.BinaryField(null=True)),
                ("withdrawn_on", models.DateField(null=True, verbose_name="vaccin retiré le")),
                ("pharmacy", models.CharField(blank=True, max_length=12, verbose_name="pharmacie")),
                ("reminded_on", models.DateField(null=True, verbose_name="relance du")),
                (
                    "fund",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="caisse",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="programmes.programme",
                    ),
                ),
            ],
            options={
                "verbose_name": "bon de prise en charge",
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="programme",
            name="programme_opened_stays_so",
        ),
        migrations.RemoveConstraint(
            model_name="programme",
            name="programme_kind_known",
        ),
        migrations.AddField(
            model_name="programme",
            name="season",
            field=models.SmallIntegerField(null=True, verbose_name="saison"),
        ),
        migrations.AlterField(
            model_name="programme",
            name="kind",
            field=models.CharField(
                choices=[("mes", "Mon espace santé"), ("masks", "Masques"), ("flu", "Vaccination contre la grippe")],
                max_length=10,
                verbose_name="programme",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="programme",
            trigger=pgtrigger.compiler.Trigger(
                name="programme_opened_stays_so",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."phase" IS DISTINCT FROM (NEW."phase") OR OLD."parts" IS DISTINCT FROM (NEW."parts") OR OLD."population" IS DISTINCT FROM (NEW."population") OR OLD."season" IS DISTINCT FROM (NEW."season"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="e05bd5b49a4ec502d4a0a87f28ead892c4f76e6c",
                    operation="UPDATE",
                    pgid="pgtrigger_programme_opened_stays_so_cc460",
                    table="programmes_programme",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="programme",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["mes", "masks", "flu"])), name="programme_kind_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="programme",
            constraint=models.UniqueConstraint(fields=("season",), name="programme_of_a_season_once"),
        ),
        migrations.AddConstraint(
            model_name="programme",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "flu"), ("season__isnull", False)),
                    models.Q(models.Q(("kind", "flu"), _negated=True), ("season", None)),
                    _connector="OR",
                ),
                name="programme_of_flu_has_a_season",
            ),
        ),
        migrations.AddConstraint(
            model_name="voucher",
            constraint=models.UniqueConstraint(fields=("code_digest",), name="voucher_code_once"),
        ),
        migrations.AddConstraint(
            model_name="voucher",
            constraint=models.CheckConstraint(
                condition=models.Q(("cohort__in", ["age", "pregnant", "disease"])), name="voucher_cohort_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="voucher",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("code_digest__isnull", False),
                        ("exclusion", ""),
                        ("notice__in", ["email", "letter"]),
                        ("sent_on__isnull", False),
                    ),
                    models.Q(
                        ("code_digest", None),
                        (
                            "exclusion__in",
                            ["deceased", "vaccinated", "homeless", "returned_mail", "child_welfare", "opposed"],
                        ),
                        ("notice", ""),
                        ("reminded_on", None),
                        ("sent_on", None),
                        ("valid_until", None),
                        ("withdrawn_on", None),
                    ),
                    _connector="OR",
                ),
                name="voucher_leaves_or_not",
            ),
        ),
        migrations.AddConstraint(
            model_name="voucher",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("pharmacy", ""), ("withdrawn_on", None)),
                    models.Q(("withdrawn_on__isnull", False), models.Q(("pharmacy", ""), _negated=True)),
                    _connector="OR",
                ),
                name="voucher_withdrawn_somewhere",
            ),
        ),
        migrations.AddConstraint(
            model_name="voucher",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("withdrawn_on", None),
                    models.Q(
                        ("withdrawn_on__gte", models.F("sent_on")),
                        models.Q(
                            ("valid_until", None), ("withdrawn_on__lte", models.F("valid_until")), _connector="OR"
                        ),
                    ),
                    _connector="OR",
                ),
                name="voucher_withdrawn_within_its_season",
            ),
        ),
        migrations.AddConstraint(
            model_name="voucher",
            constraint=models.CheckConstraint(
                condition=models.Q(("reminded_on", None), ("reminded_on__gt", models.F("sent_on")), _connector="OR"),
                name="voucher_reminded_later",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="voucher",
            trigger=pgtrigger.compiler.Trigger(
                name="voucher_is_of_one_person",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."programme_id" IS DISTINCT FROM (NEW."programme_id") OR OLD."person" IS DISTINCT FROM (NEW."person") OR OLD."wave" IS DISTINCT FROM (NEW."wave") OR OLD."cohort" IS DISTINCT FROM (NEW."cohort") OR OLD."in_mayotte" IS DISTINCT FROM (NEW."in_mayotte") OR OLD."exclusion" IS DISTINCT FROM (NEW."exclusion") OR OLD."sent_on" IS DISTINCT FROM (NEW."sent_on") OR OLD."code_digest" IS DISTINCT FROM (NEW."code_digest"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="a86a88690ce8d716400a4956769471cc95fe2cff",
                    operation="UPDATE",
                    pgid="pgtrigger_voucher_is_of_one_person_1dae6",
                    table="programmes_voucher",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="voucher",
            trigger=pgtrigger.compiler.Trigger(
                name="voucher_is_withdrawn_once",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."withdrawn_on" IS NOT NULL AND (OLD."withdrawn_on" IS DISTINCT FROM (NEW."withdrawn_on") OR OLD."pharmacy" IS DISTINCT FROM (NEW."pharmacy") OR OLD."reminded_on" IS DISTINCT FROM (NEW."reminded_on")))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="1bdeb7b8aabbdac2b71829c2959d419fde907b10",
                    operation="UPDATE",
                    pgid="pgtrigger_voucher_is_withdrawn_once_e2660",
                    table="programmes_voucher",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="voucher",
            trigger=pgtrigger.compiler.Trigger(
                name="voucher_is_recalled_once",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."reminded_on" IS NOT NULL AND OLD."reminded_on" IS DISTINCT FROM (NEW."reminded_on"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="9475e3c4b0469877e52d5ac35b16856910e75d88",
                    operation="UPDATE",
                    pgid="pgtrigger_voucher_is_recalled_once_59bc9",
                    table="programmes_voucher",
                    when="BEFORE",
                ),
            ),
        ),
        load("programme_voucher_tags", "programme_count_vouchers", "programmes_voucher"),
    ]
