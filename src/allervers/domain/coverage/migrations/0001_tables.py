"""The tables of `coverage`, with their constraints, indexes and triggers."""

import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
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
                    name="CoveragePeriod",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "right",
                            models.CharField(
                                choices=[
                                    ("puma", "Droits de base (PUMa)"),
                                    ("c2s", "Complémentaire santé solidaire"),
                                    ("ame", "Aide médicale de l’État"),
                                ],
                                max_length=10,
                                verbose_name="droit",
                            ),
                        ),
                        (
                            "c2s_class",
                            models.CharField(
                                blank=True,
                                choices=[("free", "sans participation"), ("contribution", "avec participation")],
                                max_length=15,
                                verbose_name="classe de C2S",
                            ),
                        ),
                        (
                            "managing_body",
                            models.CharField(blank=True, max_length=100, verbose_name="organisme gestionnaire"),
                        ),
                        (
                            "validity",
                            django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="jours couverts"),
                        ),
                        (
                            "believed",
                            django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="tenu pour vrai"),
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
                        "verbose_name": "période de droit",
                        "abstract": False,
                        "indexes": [
                            models.Index(
                                condition=models.Q(("believed__endswith__isnull", True)),
                                fields=["fund", "right"],
                                name="coverage_now",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("c2s_class__in", ["free", "contribution"]), ("right", "c2s")),
                                    models.Q(("c2s_class", ""), ("right__in", ["puma", "ame"])),
                                    _connector="OR",
                                ),
                                name="coverageperiod_c2s_alone_has_a_class",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("validity__isempty", False),
                                    ("validity__startswith__isnull", False),
                                    ("believed__isempty", False),
                                    ("believed__startswith__isnull", False),
                                ),
                                name="coverage_period_has_days",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[("person", "="), ("right", "="), ("validity", "&&"), ("believed", "&&")],
                                name="coverage_periods_do_not_overlap",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CoverageStatement",
                    fields=[
                        (
                            "right",
                            models.CharField(
                                choices=[
                                    ("puma", "Droits de base (PUMa)"),
                                    ("c2s", "Complémentaire santé solidaire"),
                                    ("ame", "Aide médicale de l’État"),
                                ],
                                max_length=10,
                                verbose_name="droit",
                            ),
                        ),
                        (
                            "c2s_class",
                            models.CharField(
                                blank=True,
                                choices=[("free", "sans participation"), ("contribution", "avec participation")],
                                max_length=15,
                                verbose_name="classe de C2S",
                            ),
                        ),
                        (
                            "managing_body",
                            models.CharField(blank=True, max_length=100, verbose_name="organisme gestionnaire"),
                        ),
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        (
                            "validity",
                            django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="jours couverts"),
                        ),
                        ("known_on", models.DateField(verbose_name="su le")),
                        (
                            "recorded_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="enregistré le"
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
                        ("turn", models.PositiveSmallIntegerField(db_default=0, default=0)),
                        ("withdrawn", models.BooleanField(db_default=False, default=False, verbose_name="retiré")),
                    ],
                    options={
                        "verbose_name": "information sur un droit",
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("c2s_class__in", ["free", "contribution"]), ("right", "c2s")),
                                    models.Q(("c2s_class", ""), ("right__in", ["puma", "ame"])),
                                    _connector="OR",
                                ),
                                name="coveragestatement_c2s_alone_has_a_class",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("validity__isempty", False), ("validity__startswith__isnull", False)
                                ),
                                name="coverage_statement_has_days",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[
                                    ("person", "="),
                                    ("right", "="),
                                    ("known_on", "="),
                                    ("turn", "="),
                                    ("validity", "&&"),
                                ],
                                name="coverage_stated_once_a_day",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EndedRight",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        (
                            "right",
                            models.CharField(
                                choices=[
                                    ("puma", "Droits de base (PUMa)"),
                                    ("c2s", "Complémentaire santé solidaire"),
                                    ("ame", "Aide médicale de l’État"),
                                ],
                                max_length=10,
                                verbose_name="droit",
                            ),
                        ),
                        ("ended_on", models.DateField(verbose_name="dernier jour")),
                        ("age", models.SmallIntegerField(null=True, verbose_name="âge ce jour-là")),
                        (
                            "cause",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("ineligible", "Conditions plus remplies"),
                                    ("procedural", "Demande ou document manquant"),
                                    ("renounced", "Renonciation"),
                                    ("death", "Décès"),
                                    ("moved", "Départ"),
                                    ("merged", "Réunie à un autre dossier"),
                                ],
                                max_length=20,
                                verbose_name="cause",
                            ),
                        ),
                        ("reopened_on", models.DateField(null=True, verbose_name="rouvert le")),
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
                            "noted_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="people.person",
                                verbose_name="personne",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "droit qui a fini",
                        "indexes": [models.Index(fields=["fund", "ended_on"], name="ended_right_by_day")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "cause__in",
                                        ["", "ineligible", "procedural", "renounced", "death", "moved", "merged"],
                                    )
                                ),
                                name="ended_right_cause_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("reopened_on", None), ("reopened_on__gt", models.F("ended_on")), _connector="OR"
                                ),
                                name="ended_right_reopens_after",
                            ),
                            models.UniqueConstraint(fields=("person", "right", "ended_on"), name="ended_right_once"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="GapLine",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        ("cause", models.CharField(max_length=30)),
                        ("because", models.DateField()),
                        ("kind", models.CharField(max_length=30, verbose_name="nature")),
                        (
                            "right",
                            models.CharField(
                                choices=[
                                    ("puma", "Droits de base (PUMa)"),
                                    ("c2s", "Complémentaire santé solidaire"),
                                    ("ame", "Aide médicale de l’État"),
                                ],
                                max_length=10,
                                verbose_name="droit",
                            ),
                        ),
                        ("act_from", models.DateField(verbose_name="agir à partir du")),
                        ("act_before", models.DateField(verbose_name="agir avant le")),
                        ("exposed_from", models.DateField(verbose_name="sans droit à partir du")),
                        ("automatic", models.BooleanField(verbose_name="sans demande")),
                        (
                            "remedies",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=40), size=None, verbose_name="remèdes"
                            ),
                        ),
                        ("sentence", models.CharField(max_length=600, verbose_name="ce qui vient")),
                        ("listed_on", models.DateField(verbose_name="sur la liste depuis le")),
                        ("left_on", models.DateField(null=True, verbose_name="partie le")),
                        (
                            "state",
                            models.CharField(
                                choices=[("open", "À traiter"), ("done", "Fait"), ("set_aside", "Écartée")],
                                default="open",
                                max_length=10,
                                verbose_name="état",
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("covered", "La personne est déjà couverte autrement"),
                                    ("not_wanted", "La personne n’en veut pas"),
                                    ("wrong", "L’information de la liste est fausse"),
                                    ("unreachable", "La personne ne répond pas"),
                                    ("other", "Autre motif, précisé"),
                                ],
                                max_length=20,
                                verbose_name="motif",
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=500, verbose_name="précisions")),
                        ("decided_at", models.DateTimeField(null=True)),
                        (
                            "assigned_to",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="confiée à",
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
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
                        "verbose_name": "rupture à éviter",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("left_on", None), ("state", "open")),
                                fields=["fund", "act_before", "id"],
                                name="gap_line_to_do",
                            ),
                            models.Index(fields=["fund", "person"], name="gap_line_of_fund"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("person", "cause", "because"), name="gap_line_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("decided_at", None), ("decided_by", None), ("reason", ""), ("state", "open")
                                    ),
                                    models.Q(("decided_at__isnull", False), ("reason", ""), ("state", "done")),
                                    models.Q(
                                        ("decided_at__isnull", False),
                                        ("reason__in", ["covered", "not_wanted", "wrong", "unreachable", "other"]),
                                        ("state", "set_aside"),
                                    ),
                                    _connector="OR",
                                ),
                                name="gap_line_decided_as_its_state_says",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="KnownCircumstance",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("residence_title", "Titre de séjour, valable jusqu’au"),
                                    ("child_welfare", "Confié à l’aide sociale à l’enfance depuis le"),
                                    ("closing_notice", "Lettre de fermeture des droits de base, envoyée le"),
                                    ("unpaid_notice", "Lettre sur deux mois de participation impayés, du"),
                                    ("renunciation", "Renonciation à la C2S, reçue le"),
                                ],
                                max_length=20,
                                verbose_name="ce qui est arrivé",
                            ),
                        ),
                        ("on", models.DateField(verbose_name="jour")),
                        ("nationality", models.CharField(blank=True, max_length=2, verbose_name="nationalité")),
                        (
                            "removal_order",
                            models.BooleanField(null=True, verbose_name="mesure d’éloignement définitive"),
                        ),
                        (
                            "noted_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="noté le"
                            ),
                        ),
                        ("taken_back_at", models.DateTimeField(null=True, verbose_name="retiré le")),
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
                            "noted_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
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
                        "verbose_name": "fait qui date un droit",
                        "indexes": [models.Index(fields=["fund", "person"], name="circumstance_of_fund")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "residence_title",
                                            "child_welfare",
                                            "closing_notice",
                                            "unpaid_notice",
                                            "renunciation",
                                        ],
                                    )
                                ),
                                name="circumstance_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "residence_title"), ("nationality__regex", "^[A-Z]{2}$")),
                                    models.Q(
                                        models.Q(("kind", "residence_title"), _negated=True),
                                        ("nationality", ""),
                                        ("removal_order", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="circumstance_title_has_nationality",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("taken_back_at", None)),
                                fields=("person", "kind", "on"),
                                name="circumstance_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LivesWith",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "validity",
                            django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="vivent ensemble"),
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
                            "other",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="people.person",
                                verbose_name="avec",
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
                        "verbose_name": "foyer",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("person__lt", models.F("other"))), name="lives_with_in_order"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("validity__isempty", False), ("validity__startswith__isnull", False)
                                ),
                                name="lives_with_has_days",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[("person", "="), ("other", "="), ("validity", "&&")],
                                name="lives_with_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MonthlyResource",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(max_length=40, verbose_name="nature")),
                        ("month", models.DateField(verbose_name="mois")),
                        ("amount_cents", models.BigIntegerField(verbose_name="montant en centimes")),
                        ("transmitted_on", models.DateField(verbose_name="transmis le")),
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
                        "verbose_name": "ressource mensuelle",
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("month__day", 1)), name="resource_month_begins"),
                            models.UniqueConstraint(
                                fields=("person", "kind", "month", "transmitted_on"), name="resource_transmitted_once"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OtherBenefit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "benefit",
                            models.CharField(
                                choices=[
                                    ("rsa", "Revenu de solidarité active (RSA)"),
                                    ("aspa", "Allocation de solidarité aux personnes âgées (ASPA)"),
                                    ("asi", "Allocation supplémentaire d’invalidité (ASI)"),
                                    ("aah", "Allocation aux adultes handicapés (AAH)"),
                                    ("ass", "Allocation de solidarité spécifique"),
                                    ("cej", "Contrat d’engagement jeune"),
                                ],
                                max_length=10,
                                verbose_name="prestation",
                            ),
                        ),
                        ("validity", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="versée")),
                        ("c2s_opposed", models.BooleanField(null=True, verbose_name="a refusé la C2S")),
                        (
                            "managing_body",
                            models.CharField(blank=True, max_length=100, verbose_name="organisme choisi"),
                        ),
                        (
                            "recorded_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="enregistrée le"
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
                        "verbose_name": "prestation versée ailleurs",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("benefit__in", ["rsa", "aspa", "asi", "aah", "ass", "cej"])),
                                name="benefit_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("validity__isempty", False), ("validity__startswith__isnull", False)
                                ),
                                name="benefit_has_days",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[("person", "="), ("benefit", "="), ("validity", "&&")],
                                name="benefit_periods_do_not_overlap",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Reliance",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        (
                            "right",
                            models.CharField(
                                choices=[
                                    ("puma", "Droits de base (PUMa)"),
                                    ("c2s", "Complémentaire santé solidaire"),
                                    ("ame", "Aide médicale de l’État"),
                                ],
                                max_length=10,
                                verbose_name="droit",
                            ),
                        ),
                        ("known_on", models.DateField(verbose_name="d’après ce qui était su le")),
                        (
                            "validity",
                            django.contrib.postgres.fields.ranges.DateRangeField(
                                verbose_name="jours sur lesquels on s’est fondé"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("decision", "Décision"), ("letter", "Courrier")],
                                max_length=10,
                                verbose_name="nature",
                            ),
                        ),
                        ("reference", models.UUIDField(verbose_name="identifiant de la pièce")),
                        ("label", models.CharField(max_length=200, verbose_name="libellé")),
                        (
                            "at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="enregistré le"
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
                        "verbose_name": "pièce fondée sur un droit connu",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("validity__isempty", False), ("validity__startswith__isnull", False)
                                ),
                                name="reliance_has_days",
                            ),
                            models.UniqueConstraint(fields=("person", "right", "reference"), name="reliance_once"),
                        ],
                    },
                ),
            ],
        ),
    ]
