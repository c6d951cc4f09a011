"""The tables of `programmes`, with their constraints, indexes and triggers."""

import uuid

import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
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
                    name="Programme",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=60, unique=True, verbose_name="nom")),
                        (
                            "kind",
                            models.CharField(
                                choices=[("mes", "Mon espace santé")], max_length=10, verbose_name="programme"
                            ),
                        ),
                        (
                            "phase",
                            models.CharField(
                                choices=[("national", "nationale"), ("pilot", "pilote")],
                                max_length=10,
                                verbose_name="phase",
                            ),
                        ),
                        ("opened_on", models.DateField(verbose_name="ouvert le")),
                        (
                            "opened_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="enregistré le"
                            ),
                        ),
                        ("folder", models.TextField(verbose_name="dossier de la population")),
                        ("parts", models.JSONField(verbose_name="parties de la population")),
                        ("population", models.BigIntegerField(verbose_name="personnes")),
                        ("part", models.IntegerField(default=0, verbose_name="parties lues")),
                        ("after_person", models.BigIntegerField(null=True, verbose_name="dernière personne lue")),
                        ("as_of", models.DateField(null=True, verbose_name="à jour au")),
                    ],
                    options={
                        "verbose_name": "programme",
                        "ordering": ["opened_on", "name"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["mes"])), name="programme_kind_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("phase__in", ["national", "pilot"])), name="programme_phase_known"
                            ),
                        ],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="programme",
                    trigger=pgtrigger.compiler.Trigger(
                        name="programme_opened_stays_so",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."phase" IS DISTINCT FROM (NEW."phase") OR OLD."parts" IS DISTINCT FROM (NEW."parts") OR OLD."population" IS DISTINCT FROM (NEW."population"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="6d7e96828f32531ec157225fe37ba33d191c08c9",
                            operation="UPDATE",
                            pgid="pgtrigger_programme_opened_stays_so_cc460",
                            table="programmes_programme",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.CreateModel(
                    name="ProgrammeAnswer",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        ("person", models.BigIntegerField(verbose_name="personne")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("opposition", "Opposition"),
                                    ("activation", "Activation"),
                                    ("closure", "Clôture"),
                                    ("reopening", "Réouverture"),
                                ],
                                max_length=10,
                                verbose_name="réponse",
                            ),
                        ),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("portal", "Portail"),
                                    ("telephone", "Téléphone"),
                                    ("paper", "Papier"),
                                    ("prison", "Établissement pénitentiaire"),
                                    ("desk", "Accueil"),
                                ],
                                max_length=10,
                                verbose_name="par",
                            ),
                        ),
                        ("received_on", models.DateField(verbose_name="reçue le")),
                        (
                            "recorded_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="enregistrée le"
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
                        "verbose_name": "réponse à un programme",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("programme", "person", "kind", "received_on"), name="programme_answer_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["opposition", "activation", "closure", "reopening"])),
                                name="programme_answer_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("channel__in", ["portal", "telephone", "paper", "prison", "desk"])),
                                name="programme_answer_channel_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProgrammeCount",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("what", models.CharField(max_length=40, verbose_name="quoi")),
                        ("day", models.DateField(null=True, verbose_name="jour")),
                        ("slot", models.SmallIntegerField(verbose_name="case")),
                        ("number", models.BigIntegerField(verbose_name="nombre")),
                        (
                            "fund",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.organisation",
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
                        "verbose_name": "compteur d’un programme",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("programme", "fund", "what", "day", "slot"),
                                name="programme_count_once",
                                nulls_distinct=False,
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProgrammeWave",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.SmallIntegerField(verbose_name="numéro")),
                        ("on", models.DateField(verbose_name="avis du")),
                        ("size", models.BigIntegerField(null=True, verbose_name="personnes au plus")),
                        ("taken", models.BigIntegerField(default=0, verbose_name="personnes prises")),
                        ("portions", models.IntegerField(default=0, verbose_name="portions")),
                        ("done", models.BooleanField(default=False, verbose_name="complète")),
                        ("created_on", models.DateField(null=True, verbose_name="espaces créés le")),
                        (
                            "programme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="waves",
                                to="programmes.programme",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "vague",
                        "ordering": ["number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("programme", "number"), name="programme_wave_once"),
                            models.CheckConstraint(
                                condition=models.Q(("number__gte", 1)), name="programme_wave_numbered"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("created_on", None), ("done", True), _connector="OR"),
                                name="programme_created_once_all_are_told",
                            ),
                        ],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="programmewave",
                    trigger=pgtrigger.compiler.Trigger(
                        name="programme_wave_day_stays",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."programme_id" IS DISTINCT FROM (NEW."programme_id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."on" IS DISTINCT FROM (NEW."on"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="c99d2ba8f559973f40716546e7be1ba8ef2b3c05",
                            operation="UPDATE",
                            pgid="pgtrigger_programme_wave_day_stays_0cefc",
                            table="programmes_programmewave",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.CreateModel(
                    name="Enrolment",
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
                            "notice",
                            models.CharField(
                                blank=True,
                                choices=[("email", "Courriel"), ("letter", "Lettre")],
                                max_length=10,
                                verbose_name="avis par",
                            ),
                        ),
                        (
                            "exclusion",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("deceased", "Décédées"),
                                    ("ame", "À l’aide médicale de l’État"),
                                    ("homeless", "Sans domicile stable"),
                                    ("returned_mail", "Courrier revenu (NPAI)"),
                                    (
                                        "child_welfare",
                                        "Confiées à l’aide sociale à l’enfance, sans autorité parentale connue",
                                    ),
                                ],
                                max_length=20,
                                verbose_name="exclue",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("notified", "Informée, délai en cours"),
                                    ("created", "Espace créé sans opposition"),
                                    ("activated", "Espace activé"),
                                    ("opposed", "Opposée, pas d’espace"),
                                    ("closed", "Espace fermé"),
                                ],
                                max_length=10,
                                verbose_name="état",
                            ),
                        ),
                        ("code_digest", models.BinaryField(null=True)),
                        ("code_expires_on", models.DateField(null=True, verbose_name="code valable jusqu’au")),
                        ("codes_issued", models.SmallIntegerField(default=0, verbose_name="codes donnés")),
                        ("codes_used", models.SmallIntegerField(default=0, verbose_name="codes utilisés")),
                        (
                            "codes_expired",
                            models.SmallIntegerField(default=0, verbose_name="codes expirés puis remplacés"),
                        ),
                        ("created_on", models.DateField(null=True, verbose_name="espace créé le")),
                        ("activated_on", models.DateField(null=True, verbose_name="espace activé le")),
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
                        "verbose_name": "inscription sauf opposition",
                        "constraints": [
                            models.UniqueConstraint(fields=("code_digest",), name="enrolment_code_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("exclusion", ""),
                                        ("notice__in", ["email", "letter"]),
                                        ("state__in", ["notified", "created", "activated", "opposed", "closed"]),
                                    ),
                                    models.Q(
                                        ("codes_issued", 0),
                                        (
                                            "exclusion__in",
                                            ["deceased", "ame", "homeless", "returned_mail", "child_welfare"],
                                        ),
                                        ("notice", ""),
                                        ("state", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="enrolment_is_told_or_excluded",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("activated_on", None), ("created_on", None), ("state", "")),
                                    models.Q(("activated_on", None), ("created_on", None), ("state", "notified")),
                                    models.Q(("activated_on", None), ("created_on", None), ("state", "opposed")),
                                    models.Q(
                                        ("activated_on", None), ("created_on__isnull", False), ("state", "created")
                                    ),
                                    models.Q(("activated_on__isnull", False), ("state", "activated")),
                                    models.Q(
                                        ("state", "closed"),
                                        models.Q(
                                            ("created_on__isnull", False),
                                            ("activated_on__isnull", False),
                                            _connector="OR",
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="enrolment_state_has_its_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("code_digest", None), ("code_expires_on__isnull", False), _connector="OR"
                                ),
                                name="enrolment_code_has_an_end",
                            ),
                        ],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="enrolment",
                    trigger=pgtrigger.compiler.Trigger(
                        name="enrolment_is_of_one_person",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."programme_id" IS DISTINCT FROM (NEW."programme_id") OR OLD."person" IS DISTINCT FROM (NEW."person") OR OLD."wave" IS DISTINCT FROM (NEW."wave") OR OLD."exclusion" IS DISTINCT FROM (NEW."exclusion"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="bc06f88f8f498af870e39edd498cce0da585b35a",
                            operation="UPDATE",
                            pgid="pgtrigger_enrolment_is_of_one_person_1358c",
                            table="programmes_enrolment",
                            when="BEFORE",
                        ),
                    ),
                ),
            ],
        ),
    ]
