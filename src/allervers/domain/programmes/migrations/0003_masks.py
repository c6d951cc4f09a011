"""Masks: the parcels of households, and the day on which a right had to be open (decision 0119)."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from ...objects import load


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0002_rules"),
        ("programmes", "0002_rules"),
    ]

    operations = [
        migrations.CreateModel(
            name="Parcel",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "programme_id", "household", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("household", models.BigIntegerField(verbose_name="foyer")),
                ("person", models.BigIntegerField(verbose_name="destinataire")),
                ("commune", models.CharField(blank=True, max_length=5, verbose_name="commune")),
                ("wave", models.SmallIntegerField(verbose_name="vague")),
                ("persons", models.SmallIntegerField(verbose_name="personnes du foyer")),
                ("items", models.IntegerField(verbose_name="masques")),
                (
                    "exclusion",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("deceased", "Plus personne en vie dans le foyer"),
                            ("homeless", "Sans domicile stable"),
                            ("returned_mail", "Courrier revenu (NPAI)"),
                            ("opposed", "Opposées à être contactées, ou dont on ne sait pas"),
                        ],
                        max_length=20,
                        verbose_name="pas d’envoi",
                    ),
                ),
                ("not_received_on", models.DateField(null=True, verbose_name="dit pas reçu le")),
                ("collected_on", models.DateField(null=True, verbose_name="retiré le")),
                ("reversed_on", models.DateField(null=True, verbose_name="annulé le")),
                (
                    "reversal",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("no_right", "Aucun droit ouvert au jour de référence"),
                            ("duplicate", "Foyer enregistré deux fois"),
                            ("declined", "Le foyer n’en veut pas"),
                            ("mistake", "Envoi par erreur"),
                        ],
                        max_length=20,
                        verbose_name="annulé parce que",
                    ),
                ),
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
                "verbose_name": "colis d’un foyer",
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="programmewave",
            name="programme_wave_day_stays",
        ),
        migrations.RemoveConstraint(
            model_name="programme",
            name="programme_kind_known",
        ),
        migrations.AddField(
            model_name="programmewave",
            name="reference_on",
            field=models.DateField(null=True, verbose_name="droits ouverts le"),
        ),
        migrations.AlterField(
            model_name="programme",
            name="kind",
            field=models.CharField(
                choices=[("mes", "Mon espace santé"), ("masks", "Masques")], max_length=10, verbose_name="programme"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="programmewave",
            trigger=pgtrigger.compiler.Trigger(
                name="programme_wave_day_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."programme_id" IS DISTINCT FROM (NEW."programme_id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."on" IS DISTINCT FROM (NEW."on") OR OLD."reference_on" IS DISTINCT FROM (NEW."reference_on"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="ceeca10d02aa89859a15eac55aa4baf44fb9e8f5",
                    operation="UPDATE",
                    pgid="pgtrigger_programme_wave_day_stays_0cefc",
                    table="programmes_programmewave",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="programme",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["mes", "masks"])), name="programme_kind_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="parcel",
            constraint=models.CheckConstraint(
                condition=models.Q(("items__gte", 1), ("persons__gte", 1)), name="parcel_has_masks"
            ),
        ),
        migrations.AddConstraint(
            model_name="parcel",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("exclusion", ""),
                    models.Q(
                        ("exclusion__in", ["deceased", "homeless", "returned_mail", "opposed"]),
                        ("not_received_on", None),
                        ("reversed_on", None),
                    ),
                    _connector="OR",
                ),
                name="parcel_leaves_or_not",
            ),
        ),
        migrations.AddConstraint(
            model_name="parcel",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reversal", ""), ("reversed_on", None)),
                    models.Q(
                        ("reversal__in", ["no_right", "duplicate", "declined", "mistake"]),
                        ("reversed_on__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="parcel_reversed_for_a_reason",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="parcel",
            trigger=pgtrigger.compiler.Trigger(
                name="parcel_of_one_household",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."programme_id" IS DISTINCT FROM (NEW."programme_id") OR OLD."household" IS DISTINCT FROM (NEW."household") OR OLD."person" IS DISTINCT FROM (NEW."person") OR OLD."wave" IS DISTINCT FROM (NEW."wave") OR OLD."persons" IS DISTINCT FROM (NEW."persons") OR OLD."items" IS DISTINCT FROM (NEW."items") OR OLD."exclusion" IS DISTINCT FROM (NEW."exclusion"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="c75552bce16c4d3254420db21cca1e97482dd81e",
                    operation="UPDATE",
                    pgid="pgtrigger_parcel_of_one_household_f0b84",
                    table="programmes_parcel",
                    when="BEFORE",
                ),
            ),
        ),
        load("programme_parcel_tags", "programme_count_parcels", "programmes_parcel"),
    ]
