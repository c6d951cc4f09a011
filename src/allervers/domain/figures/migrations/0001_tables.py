"""The tables of `figures`, with their constraints, indexes and triggers."""

import django.contrib.postgres.fields
import django.db.models.deletion
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
                    name="CaseworkImport",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        ("by", models.CharField(max_length=100)),
                        ("folder", models.CharField(max_length=64, verbose_name="empreinte des deux fichiers")),
                    ],
                ),
                migrations.CreateModel(
                    name="ImportTakenBack",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        ("by", models.CharField(max_length=100)),
                        ("why", models.TextField()),
                        (
                            "import_made",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="times",
                                to="figures.caseworkimport",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="KeptEdition",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("start", models.DateField()),
                        ("end", models.DateField()),
                        ("part", models.CharField(max_length=30)),
                        ("counted_at", models.DateTimeField()),
                        ("meaning", models.CharField(max_length=64)),
                        ("digest", models.CharField(max_length=64)),
                        ("numbers", models.JSONField()),
                        ("hidden", models.JSONField()),
                    ],
                    options={
                        "verbose_name": "chiffres préparés",
                        "constraints": [
                            models.UniqueConstraint(fields=("start", "end", "part"), name="kept_edition_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AccompanimentFact",
                    fields=[
                        ("id", models.UUIDField(primary_key=True, serialize=False)),
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
                        ("received_on", models.DateField(verbose_name="date de réception")),
                        ("detector_family", models.CharField(max_length=30, verbose_name="famille du détecteur")),
                        ("detector_category", models.CharField(max_length=30, verbose_name="détecteur")),
                        (
                            "reasons",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=30),
                                default=list,
                                size=None,
                                verbose_name="cadre de la saisine",
                            ),
                        ),
                        ("sex", models.CharField(blank=True, max_length=1, verbose_name="sexe")),
                        ("age", models.SmallIntegerField(null=True, verbose_name="âge")),
                        ("studies_opposed", models.BooleanField(default=False, verbose_name="opposition aux études")),
                        (
                            "imported",
                            models.BooleanField(
                                db_default=False, default=False, verbose_name="repris d'un ancien outil"
                            ),
                        ),
                        ("opened_on", models.DateField(null=True, verbose_name="date d’ouverture")),
                        ("closed_on", models.DateField(null=True, verbose_name="date de clôture")),
                        (
                            "closure_reason",
                            models.CharField(blank=True, max_length=30, verbose_name="motif de clôture"),
                        ),
                        (
                            "themes",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=30),
                                default=list,
                                size=None,
                                verbose_name="thématiques",
                            ),
                        ),
                        (
                            "outcomes",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=30),
                                default=list,
                                size=None,
                                verbose_name="gains",
                            ),
                        ),
                        (
                            "care_types",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=30),
                                default=list,
                                size=None,
                                verbose_name="types de soins",
                            ),
                        ),
                        (
                            "specialties",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=30),
                                db_default=[],
                                default=list,
                                size=None,
                                verbose_name="spécialités",
                            ),
                        ),
                        (
                            "publics",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=30),
                                default=list,
                                size=None,
                                verbose_name="publics",
                            ),
                        ),
                        (
                            "gp_declared_at_end",
                            models.BooleanField(null=True, verbose_name="médecin traitant à la fin"),
                        ),
                        ("c2s_at_end", models.CharField(blank=True, max_length=20, verbose_name="C2S à la fin")),
                        ("ald_exemption_at_end", models.BooleanField(null=True, verbose_name="ALD à la fin")),
                    ],
                    options={
                        "indexes": [models.Index(fields=["fund", "closed_on"], name="accompaniment_fact_by_fund")],
                    },
                ),
                migrations.CreateModel(
                    name="ChangedMonth",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("source", models.CharField(max_length=20)),
                        ("month", models.DateField(verbose_name="premier jour du mois")),
                        ("transaction", models.BigIntegerField()),
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
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("source", "fund", "month", "transaction"), name="changed_month_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CountedMonth",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("source", models.CharField(max_length=20)),
                        ("public", models.CharField(blank=True, max_length=30)),
                        ("month", models.DateField(verbose_name="premier jour du mois")),
                        ("first_day", models.DateField(verbose_name="première date comptée")),
                        ("last_day", models.DateField(verbose_name="dernière date comptée")),
                        ("definition", models.CharField(max_length=64)),
                        (
                            "files",
                            django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None),
                        ),
                        (
                            "totals",
                            django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None),
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
                        "indexes": [models.Index(fields=["definition"], name="counted_month_definition")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("source", "public", "month", "fund"), name="counted_month_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ImportedFact",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("file", models.UUIDField(db_index=True)),
                        ("fact", models.UUIDField()),
                        ("of_accompaniment", models.BooleanField()),
                        ("line", models.UUIDField(db_index=True, null=True)),
                        ("before", models.JSONField(null=True)),
                        (
                            "brought_by",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="facts",
                                to="figures.caseworkimport",
                            ),
                        ),
                        (
                            "fund",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.organisation",
                            ),
                        ),
                        (
                            "taken_back",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="figures.importtakenback",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("brought_by", "fact"), name="imported_fact_once")
                        ],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("taken_back__isnull", False)),
                                fields=["taken_back"],
                                name="imported_fact_taken_back",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReferralFact",
                    fields=[
                        ("id", models.UUIDField(primary_key=True, serialize=False)),
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
                        ("received_on", models.DateField(verbose_name="date de réception")),
                        ("detector_family", models.CharField(max_length=30, verbose_name="famille du détecteur")),
                        ("detector_category", models.CharField(max_length=30, verbose_name="détecteur")),
                        (
                            "reasons",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=30),
                                default=list,
                                size=None,
                                verbose_name="cadre de la saisine",
                            ),
                        ),
                        ("sex", models.CharField(blank=True, max_length=1, verbose_name="sexe")),
                        ("age", models.SmallIntegerField(null=True, verbose_name="âge")),
                        ("studies_opposed", models.BooleanField(default=False, verbose_name="opposition aux études")),
                        (
                            "imported",
                            models.BooleanField(
                                db_default=False, default=False, verbose_name="repris d'un ancien outil"
                            ),
                        ),
                        ("urgent", models.BooleanField(default=False, verbose_name="urgence")),
                        (
                            "forgone_care",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=30),
                                default=list,
                                size=None,
                                verbose_name="soins non réalisés",
                            ),
                        ),
                        (
                            "forgone_since",
                            models.CharField(blank=True, max_length=20, verbose_name="durée du renoncement"),
                        ),
                        (
                            "forgone_causes",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=30),
                                default=list,
                                size=None,
                                verbose_name="causes du renoncement",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["fund", "received_on"], name="referral_fact_by_fund")],
                    },
                ),
                migrations.CreateModel(
                    name="DecisionFact",
                    fields=[
                        ("id", models.UUIDField(primary_key=True, serialize=False)),
                        ("decided_on", models.DateField(verbose_name="date de décision")),
                        ("replayed", models.BooleanField(verbose_name="rejouée")),
                        ("replays", models.BooleanField(verbose_name="rejouée à l’identique")),
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
                    ],
                    options={
                        "indexes": [models.Index(fields=["fund", "decided_on"], name="decision_fact_by_fund")],
                    },
                ),
                migrations.CreateModel(
                    name="PaperFact",
                    fields=[
                        ("id", models.UUIDField(primary_key=True, serialize=False)),
                        ("supplied_on", models.DateField(verbose_name="date de réception")),
                        ("set_aside", models.CharField(blank=True, max_length=10, verbose_name="écarté")),
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
                    ],
                    options={
                        "indexes": [models.Index(fields=["fund", "supplied_on"], name="paper_fact_by_fund")],
                    },
                ),
                migrations.CreateModel(
                    name="RightsFileFact",
                    fields=[
                        ("id", models.UUIDField(primary_key=True, serialize=False)),
                        ("received_on", models.DateField(verbose_name="date de réception")),
                        ("answered_on", models.DateField(null=True, verbose_name="date de réponse")),
                        ("right_asked", models.CharField(max_length=20, verbose_name="droit demandé")),
                        ("channel", models.CharField(max_length=20, verbose_name="voie d’arrivée")),
                        ("outcome", models.CharField(blank=True, max_length=30, verbose_name="réponse")),
                        ("complete_at_deposit", models.BooleanField(verbose_name="complet au dépôt")),
                        ("returned", models.BooleanField(verbose_name="renvoyé pour un document")),
                        ("opposable", models.BooleanField(verbose_name="opposable")),
                        ("opposable_returned", models.BooleanField(verbose_name="renvoyé bien qu’opposable")),
                        (
                            "examined_by",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.organisation",
                                verbose_name="examiné par",
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
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["fund", "received_on"], name="rights_file_fact_by_fund"),
                            models.Index(fields=["fund", "answered_on"], name="rights_file_fact_answered"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EndedRightFact",
                    fields=[
                        ("id", models.UUIDField(primary_key=True, serialize=False)),
                        ("ended_on", models.DateField(verbose_name="dernier jour")),
                        ("settled_on", models.DateField(verbose_name="90e jour")),
                        ("entitlement", models.CharField(max_length=10, verbose_name="droit")),
                        ("age", models.SmallIntegerField(null=True, verbose_name="âge ce jour-là")),
                        ("cause", models.CharField(blank=True, max_length=20, verbose_name="cause")),
                        ("reopened_on", models.DateField(null=True, verbose_name="rouvert le")),
                        ("reopened_soon", models.BooleanField(verbose_name="rouvert en 90 jours")),
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
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["fund", "ended_on"], name="ended_right_fact_by_fund"),
                            models.Index(fields=["fund", "settled_on"], name="ended_right_fact_settled"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AppointmentFact",
                    fields=[
                        ("id", models.UUIDField(primary_key=True, serialize=False)),
                        ("met_on", models.DateField(verbose_name="date du rendez-vous")),
                        ("state", models.CharField(max_length=10, verbose_name="état")),
                        ("origin", models.CharField(max_length=10, verbose_name="origine")),
                        ("kind", models.CharField(max_length=20, verbose_name="objet")),
                        ("way", models.CharField(max_length=10, verbose_name="comment")),
                        (
                            "detector_family",
                            models.CharField(blank=True, max_length=30, verbose_name="famille du détecteur"),
                        ),
                        ("detector_category", models.CharField(blank=True, max_length=30, verbose_name="détecteur")),
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
                    ],
                    options={
                        "indexes": [models.Index(fields=["fund", "met_on"], name="appointment_fact_by_fund")],
                    },
                ),
                migrations.CreateModel(
                    name="FieldActionFact",
                    fields=[
                        ("id", models.UUIDField(primary_key=True, serialize=False)),
                        ("held_on", models.DateField(verbose_name="date de l'action")),
                        ("public", models.CharField(max_length=20, verbose_name="public")),
                        ("outside_premises", models.BooleanField(verbose_name="hors les murs")),
                        ("co_built", models.BooleanField(verbose_name="construite avec un partenaire")),
                        ("multidisciplinary", models.BooleanField(verbose_name="plusieurs services")),
                        (
                            "territorial_diagnosis",
                            models.BooleanField(verbose_name="d'après le diagnostic territorial"),
                        ),
                        ("targeted", models.IntegerField(null=True, verbose_name="personnes ciblées")),
                        ("informed", models.IntegerField(null=True, verbose_name="personnes informées")),
                        ("helped", models.IntegerField(null=True, verbose_name="personnes aidées")),
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
                    ],
                    options={
                        "indexes": [models.Index(fields=["fund", "held_on"], name="field_action_fact_by_fund")],
                    },
                ),
            ],
        ),
    ]
