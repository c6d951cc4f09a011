"""The tables of `social_service`, with their constraints, indexes and triggers."""

import datetime
import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.datetime
import django.utils.timezone
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import allervers.domain.social_service.models

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
                    name="SocialServiceKey",
                    fields=[
                        (
                            "service",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="+",
                                serialize=False,
                                to="organisations.service",
                            ),
                        ),
                        ("encrypted", models.BinaryField()),
                        ("made_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ],
                    options={
                        "verbose_name": "clé d’un service",
                    },
                ),
                migrations.CreateModel(
                    name="SocialServiceReferral",
                    fields=[
                        ("nir_encrypted", models.BinaryField(null=True)),
                        ("nir_digest", models.BinaryField(null=True)),
                        ("birth_name", models.CharField(max_length=100, verbose_name="nom de naissance")),
                        ("usage_name", models.CharField(blank=True, max_length=100, verbose_name="nom d'usage")),
                        ("first_name", models.CharField(max_length=100, verbose_name="prénom")),
                        ("birth_date", models.DateField(blank=True, null=True, verbose_name="date de naissance")),
                        (
                            "sex",
                            models.CharField(
                                blank=True, choices=[("F", "Femme"), ("M", "Homme")], max_length=1, verbose_name="sexe"
                            ),
                        ),
                        ("phone", models.CharField(blank=True, max_length=30, verbose_name="téléphone")),
                        ("email", models.EmailField(blank=True, max_length=254, verbose_name="adresse électronique")),
                        (
                            "postal_address",
                            models.TextField(blank=True, max_length=300, verbose_name="adresse postale"),
                        ),
                        (
                            "language",
                            models.CharField(
                                choices=[
                                    ("fr", "Français"),
                                    ("en", "Anglais"),
                                    ("ar", "Arabe"),
                                    ("es", "Espagnol"),
                                    ("pt", "Portugais"),
                                    ("it", "Italien"),
                                    ("ro", "Roumain"),
                                    ("tr", "Turc"),
                                    ("ru", "Russe"),
                                    ("uk", "Ukrainien"),
                                    ("sq", "Albanais"),
                                    ("ps", "Pachto"),
                                    ("prs", "Dari"),
                                    ("ta", "Tamoul"),
                                    ("zh", "Chinois"),
                                    ("snk", "Soninké"),
                                    ("bm", "Bambara"),
                                    ("swb", "Shimaoré"),
                                    ("fsl", "Langue des signes française"),
                                    ("other", "Autre langue"),
                                ],
                                default="fr",
                                max_length=10,
                                verbose_name="langue parlée",
                            ),
                        ),
                        (
                            "language_note",
                            models.CharField(blank=True, max_length=100, verbose_name="précision sur la langue"),
                        ),
                        (
                            "interpreter_needed",
                            models.BooleanField(default=False, verbose_name="besoin d'un interprète"),
                        ),
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        (
                            "received_at",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="reçue le"),
                        ),
                        (
                            "origin",
                            models.CharField(
                                choices=[
                                    ("mission", "Mission accompagnement santé"),
                                    ("medical_service", "Service médical"),
                                    ("other_service", "Autre service de l’Assurance Maladie"),
                                    ("partner", "Partenaire"),
                                    ("health_professional", "Professionnel de santé"),
                                    ("person", "La personne elle-même (36 46)"),
                                ],
                                max_length=20,
                                verbose_name="origine",
                            ),
                        ),
                        (
                            "axis",
                            models.CharField(
                                choices=[
                                    ("care_paths", "Sécuriser les parcours en santé"),
                                    ("keeping_work", "Prévenir la désinsertion professionnelle"),
                                    ("return_home", "Stabiliser le retour à domicile"),
                                    ("ageing_well", "Bien vieillir"),
                                ],
                                max_length=20,
                                verbose_name="axe",
                            ),
                        ),
                        (
                            "offer",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("forgone_care", "Renoncement aux soins et freins psychosociaux"),
                                    ("serious_illness", "Pathologies lourdes"),
                                    ("keeping_work", "Prévention de la désinsertion professionnelle"),
                                ],
                                max_length=20,
                                verbose_name="offre",
                            ),
                        ),
                        ("what_for", models.TextField(max_length=2000, verbose_name="ce qui est demandé")),
                        ("agreed_on", models.DateField(verbose_name="accord de la personne le")),
                        (
                            "author",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="envoyée par",
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
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="people.person",
                                verbose_name="personne",
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
                        "verbose_name": "demande au service social",
                        "ordering": ["received_at"],
                        "abstract": False,
                        "indexes": [
                            models.Index(fields=["service", "received_at"], name="social_referral_of_service"),
                            models.Index(fields=["service", "birth_date"], name="social_referral_by_birth_date"),
                            models.Index(fields=["author", "-received_at"], name="social_referral_by_author"),
                            models.Index(
                                condition=models.Q(("person__isnull", False)),
                                fields=["person"],
                                name="social_referral_of_person",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("nir_digest__isnull", True), ("nir_encrypted__isnull", True)),
                                    models.Q(("nir_digest__isnull", False), ("nir_encrypted__isnull", False)),
                                    _connector="OR",
                                ),
                                name="socialservicereferral_nir_and_digest_together",
                            ),
                            models.UniqueConstraint(
                                fields=("service", "fund", "id"), name="social_referral_service_fund"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "origin__in",
                                        [
                                            "mission",
                                            "medical_service",
                                            "other_service",
                                            "partner",
                                            "health_professional",
                                            "person",
                                        ],
                                    )
                                ),
                                name="social_referral_origin_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("axis__in", ["care_paths", "keeping_work", "return_home", "ageing_well"])
                                ),
                                name="social_referral_axis_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("offer", ""),
                                    models.Q(("axis", "care_paths"), ("offer", "forgone_care")),
                                    models.Q(("axis", "care_paths"), ("offer", "serious_illness")),
                                    models.Q(("axis", "keeping_work"), ("offer", "keeping_work")),
                                    _connector="OR",
                                ),
                                name="social_referral_offer_of_its_axis",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("what_for", ""), _negated=True),
                                name="social_referral_says_what_for",
                            ),
                        ],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="socialservicereferral",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "social_service_socialservicereferralevent" ("agreed_on", "author_id", "axis", "birth_date", "birth_name", "email", "first_name", "fund_id", "id", "interpreter_needed", "language", "language_note", "offer", "origin", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "postal_address", "received_at", "service_id", "sex", "usage_name") VALUES (NEW."agreed_on", NEW."author_id", NEW."axis", NEW."birth_date", NEW."birth_name", NEW."email", NEW."first_name", NEW."fund_id", NEW."id", NEW."interpreter_needed", NEW."language", NEW."language_note", NEW."offer", NEW."origin", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."phone", NEW."postal_address", NEW."received_at", NEW."service_id", NEW."sex", NEW."usage_name"); RETURN NULL;',
                            hash="d98005814852472f04037d59357c05b50ad8380e",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_5235c",
                            table="social_service_socialservicereferral",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="socialservicereferral",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."agreed_on" IS DISTINCT FROM (NEW."agreed_on") OR OLD."author_id" IS DISTINCT FROM (NEW."author_id") OR OLD."axis" IS DISTINCT FROM (NEW."axis") OR OLD."birth_date" IS DISTINCT FROM (NEW."birth_date") OR OLD."birth_name" IS DISTINCT FROM (NEW."birth_name") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."first_name" IS DISTINCT FROM (NEW."first_name") OR OLD."fund_id" IS DISTINCT FROM (NEW."fund_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."interpreter_needed" IS DISTINCT FROM (NEW."interpreter_needed") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."language_note" IS DISTINCT FROM (NEW."language_note") OR OLD."offer" IS DISTINCT FROM (NEW."offer") OR OLD."origin" IS DISTINCT FROM (NEW."origin") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."phone" IS DISTINCT FROM (NEW."phone") OR OLD."postal_address" IS DISTINCT FROM (NEW."postal_address") OR OLD."received_at" IS DISTINCT FROM (NEW."received_at") OR OLD."service_id" IS DISTINCT FROM (NEW."service_id") OR OLD."sex" IS DISTINCT FROM (NEW."sex") OR OLD."usage_name" IS DISTINCT FROM (NEW."usage_name"))',
                            func='INSERT INTO "social_service_socialservicereferralevent" ("agreed_on", "author_id", "axis", "birth_date", "birth_name", "email", "first_name", "fund_id", "id", "interpreter_needed", "language", "language_note", "offer", "origin", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "postal_address", "received_at", "service_id", "sex", "usage_name") VALUES (NEW."agreed_on", NEW."author_id", NEW."axis", NEW."birth_date", NEW."birth_name", NEW."email", NEW."first_name", NEW."fund_id", NEW."id", NEW."interpreter_needed", NEW."language", NEW."language_note", NEW."offer", NEW."origin", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."phone", NEW."postal_address", NEW."received_at", NEW."service_id", NEW."sex", NEW."usage_name"); RETURN NULL;',
                            hash="033abda8f60eb78cae31a2c1f50c039ee6820e2a",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_30e2f",
                            table="social_service_socialservicereferral",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.CreateModel(
                    name="SocialServiceFile",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        ("known", models.BooleanField(verbose_name="déjà connue du service")),
                        ("analysis", models.TextField(blank=True, max_length=2000, verbose_name="analyse")),
                        (
                            "answer",
                            models.CharField(
                                choices=[
                                    ("informed", "Informée et conseillée"),
                                    ("oriented", "Orientée vers un autre organisme"),
                                    ("booked", "Rendez-vous donné avec un assistant de service social"),
                                    ("declined", "La personne ne souhaite pas de suite"),
                                    ("unreachable", "Personne injoignable"),
                                ],
                                max_length=20,
                                verbose_name="réponse",
                            ),
                        ),
                        ("oriented_to", models.CharField(blank=True, max_length=200, verbose_name="orientée vers")),
                        (
                            "answered_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="répondu le"
                            ),
                        ),
                        ("ended_on", models.DateField(null=True, verbose_name="terminé le")),
                        (
                            "end_reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("goals_met", "Objectifs atteints"),
                                    ("partly_met", "Objectifs atteints en partie"),
                                    ("handed_on", "Relais pris par un autre service"),
                                    ("stopped", "Arrêt à la demande de la personne"),
                                    ("lost", "Plus de nouvelles de la personne"),
                                ],
                                max_length=20,
                                verbose_name="pourquoi terminé",
                            ),
                        ),
                        (
                            "answered_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="répondu par",
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
                            "service",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.service",
                                verbose_name="service",
                            ),
                        ),
                        (
                            "worker",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="assistant de service social",
                            ),
                        ),
                        (
                            "referral",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="file",
                                to="social_service.socialservicereferral",
                                verbose_name="demande",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "dossier du service social",
                        "ordering": ["-answered_at"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("ended_on", None)),
                                fields=["service", "worker"],
                                name="social_file_under_way",
                            ),
                            models.Index(
                                condition=models.Q(("ended_on__isnull", False)),
                                fields=["fund", "ended_on"],
                                name="social_file_ended",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("service", "fund", "id"), name="social_file_service_fund"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("answer__in", ["informed", "oriented", "booked", "declined", "unreachable"])
                                ),
                                name="social_file_answer_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("answer", "oriented"), ("oriented_to", ""), _connector="XOR"),
                                name="social_file_says_where_to",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answer", "booked"), _negated=True),
                                    ("worker__isnull", False),
                                    _connector="OR",
                                ),
                                name="social_file_booked_has_a_worker",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("answer", "booked"), ("ended_on__isnull", False), _connector="OR"),
                                name="social_file_only_booked_goes_on",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(models.Q(("answer", "booked"), _negated=True), ("end_reason", "")),
                                    models.Q(("answer", "booked"), ("end_reason", ""), ("ended_on", None)),
                                    models.Q(
                                        ("answer", "booked"),
                                        ("end_reason__in", ["goals_met", "partly_met", "handed_on", "stopped", "lost"]),
                                        ("ended_on__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="social_file_ends_with_a_reason",
                            ),
                        ],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="socialservicefile",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "social_service_socialservicefileevent" ("answer", "answered_at", "answered_by_id", "end_reason", "ended_on", "fund_id", "id", "known", "oriented_to", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "referral_id", "service_id", "worker_id") VALUES (NEW."answer", NEW."answered_at", NEW."answered_by_id", NEW."end_reason", NEW."ended_on", NEW."fund_id", NEW."id", NEW."known", NEW."oriented_to", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."referral_id", NEW."service_id", NEW."worker_id"); RETURN NULL;',
                            hash="63969028b152aefab8c8bbdf79ba7c6988f9800a",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_928ca",
                            table="social_service_socialservicefile",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="socialservicefile",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."answer" IS DISTINCT FROM (NEW."answer") OR OLD."answered_at" IS DISTINCT FROM (NEW."answered_at") OR OLD."answered_by_id" IS DISTINCT FROM (NEW."answered_by_id") OR OLD."end_reason" IS DISTINCT FROM (NEW."end_reason") OR OLD."ended_on" IS DISTINCT FROM (NEW."ended_on") OR OLD."fund_id" IS DISTINCT FROM (NEW."fund_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."known" IS DISTINCT FROM (NEW."known") OR OLD."oriented_to" IS DISTINCT FROM (NEW."oriented_to") OR OLD."referral_id" IS DISTINCT FROM (NEW."referral_id") OR OLD."service_id" IS DISTINCT FROM (NEW."service_id") OR OLD."worker_id" IS DISTINCT FROM (NEW."worker_id"))',
                            func='INSERT INTO "social_service_socialservicefileevent" ("answer", "answered_at", "answered_by_id", "end_reason", "ended_on", "fund_id", "id", "known", "oriented_to", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "referral_id", "service_id", "worker_id") VALUES (NEW."answer", NEW."answered_at", NEW."answered_by_id", NEW."end_reason", NEW."ended_on", NEW."fund_id", NEW."id", NEW."known", NEW."oriented_to", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."referral_id", NEW."service_id", NEW."worker_id"); RETURN NULL;',
                            hash="ee054449d5744f13c73a2a83b12f8b8e4f25e8ce",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_b8798",
                            table="social_service_socialservicefile",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.CreateModel(
                    name="SocialServiceGroup",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        ("title", models.CharField(max_length=100, verbose_name="intitulé")),
                        (
                            "axis",
                            models.CharField(
                                choices=[
                                    ("care_paths", "Sécuriser les parcours en santé"),
                                    ("keeping_work", "Prévenir la désinsertion professionnelle"),
                                    ("return_home", "Stabiliser le retour à domicile"),
                                    ("ageing_well", "Bien vieillir"),
                                ],
                                max_length=20,
                                verbose_name="axe",
                            ),
                        ),
                        ("place", models.CharField(max_length=200, verbose_name="lieu")),
                        ("starts_at", models.DateTimeField(verbose_name="début")),
                        ("capacity", models.SmallIntegerField(verbose_name="places")),
                        (
                            "author",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="par",
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
                        "verbose_name": "réunion de groupe",
                        "ordering": ["starts_at"],
                        "indexes": [models.Index(fields=["service", "starts_at"], name="social_group_of_service")],
                        "constraints": [
                            models.UniqueConstraint(fields=("service", "id", "capacity"), name="social_group_capacity"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("axis__in", ["care_paths", "keeping_work", "return_home", "ageing_well"])
                                ),
                                name="social_group_axis_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("capacity__range", (2, 40))), name="social_group_for_two_to_forty"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SocialServiceInterview",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        (
                            "way",
                            models.CharField(
                                choices=[
                                    ("on_site", "Sur place"),
                                    ("phone", "Par téléphone"),
                                    ("home", "À domicile"),
                                    ("video", "En visioconférence"),
                                ],
                                max_length=10,
                                verbose_name="comment",
                            ),
                        ),
                        ("starts_at", models.DateTimeField(verbose_name="début")),
                        ("ends_at", models.DateTimeField(verbose_name="fin")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("planned", "Prévu"),
                                    ("held", "A eu lieu"),
                                    ("no_show", "Absence sans prévenir"),
                                    ("cancelled", "Annulé"),
                                ],
                                default="planned",
                                max_length=10,
                                verbose_name="état",
                            ),
                        ),
                        ("settled_at", models.DateTimeField(null=True, verbose_name="état noté le")),
                        (
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="interviews",
                                to="social_service.socialservicefile",
                                verbose_name="dossier",
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
                            "service",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.service",
                                verbose_name="service",
                            ),
                        ),
                        (
                            "worker",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="avec",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "entretien du service social",
                        "ordering": ["starts_at"],
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                condition=models.Q(("state", "cancelled"), _negated=True),
                                expressions=[
                                    ("worker", "="),
                                    (
                                        allervers.domain.social_service.models._Span(
                                            "starts_at",
                                            "ends_at",
                                            django.contrib.postgres.fields.ranges.RangeBoundary(),
                                        ),
                                        "&&",
                                    ),
                                ],
                                name="social_worker_meets_one_at_a_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("way__in", ["on_site", "phone", "home", "video"])),
                                name="social_interview_way_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["planned", "held", "no_show", "cancelled"])),
                                name="social_interview_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_at__gt", models.F("starts_at")),
                                    (
                                        "ends_at__lte",
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("starts_at"), "+", models.Value(datetime.timedelta(seconds=43200))
                                        ),
                                    ),
                                ),
                                name="social_interview_lasts_a_day_at_most",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("settled_at", None), ("state", "planned")),
                                    models.Q(
                                        ("settled_at__isnull", False), ("state__in", ["held", "no_show", "cancelled"])
                                    ),
                                    _connector="OR",
                                ),
                                name="social_interview_settled_as_its_state_says",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["held", "no_show"]), _negated=True),
                                    ("settled_at__gte", models.F("starts_at")),
                                    _connector="OR",
                                ),
                                name="social_interview_is_known_after_it_began",
                            ),
                        ],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="socialserviceinterview",
                    trigger=pgtrigger.compiler.Trigger(
                        name="social_interview_states_follow_one_another",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{planned:held,planned:no_show,planned:cancelled,held:no_show,no_show:held}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="b6b0e8adfe3b511fffaae82604e502245fa99c27",
                            operation="UPDATE",
                            pgid="pgtrigger_social_interview_states_follow_one_another_21c57",
                            table="social_service_socialserviceinterview",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="socialserviceinterview",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "social_service_socialserviceinterviewevent" ("ends_at", "file_id", "fund_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "service_id", "settled_at", "starts_at", "state", "way", "worker_id") VALUES (NEW."ends_at", NEW."file_id", NEW."fund_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."service_id", NEW."settled_at", NEW."starts_at", NEW."state", NEW."way", NEW."worker_id"); RETURN NULL;',
                            hash="1b098923c1e2e7ae1f3bc7e20892ffad013aaeb1",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_e406c",
                            table="social_service_socialserviceinterview",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="socialserviceinterview",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "social_service_socialserviceinterviewevent" ("ends_at", "file_id", "fund_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "service_id", "settled_at", "starts_at", "state", "way", "worker_id") VALUES (NEW."ends_at", NEW."file_id", NEW."fund_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."service_id", NEW."settled_at", NEW."starts_at", NEW."state", NEW."way", NEW."worker_id"); RETURN NULL;',
                            hash="0aa0ea44cfd961d86956b14af2d77455e882ba3a",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_a99c6",
                            table="social_service_socialserviceinterview",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.CreateModel(
                    name="SocialServiceInterviewEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField()),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.UUIDField(default=uuid.uuid4, serialize=False)),
                        (
                            "way",
                            models.CharField(
                                choices=[
                                    ("on_site", "Sur place"),
                                    ("phone", "Par téléphone"),
                                    ("home", "À domicile"),
                                    ("video", "En visioconférence"),
                                ],
                                max_length=10,
                                verbose_name="comment",
                            ),
                        ),
                        ("starts_at", models.DateTimeField(verbose_name="début")),
                        ("ends_at", models.DateTimeField(verbose_name="fin")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("planned", "Prévu"),
                                    ("held", "A eu lieu"),
                                    ("no_show", "Absence sans prévenir"),
                                    ("cancelled", "Annulé"),
                                ],
                                default="planned",
                                max_length=10,
                                verbose_name="état",
                            ),
                        ),
                        ("settled_at", models.DateTimeField(null=True, verbose_name="état noté le")),
                        (
                            "file",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="social_service.socialservicefile",
                                verbose_name="dossier",
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
                                to="social_service.socialserviceinterview",
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
                        (
                            "worker",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="avec",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="SocialServiceNote",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        (
                            "written_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="écrite le"
                            ),
                        ),
                        ("sealed", models.BinaryField()),
                        (
                            "author",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="par",
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="notes",
                                to="social_service.socialservicefile",
                                verbose_name="dossier",
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
                        "verbose_name": "note du service social",
                        "ordering": ["-written_at"],
                        "constraints": [
                            models.UniqueConstraint(fields=("service", "fund", "id"), name="social_note_service_fund")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SocialServiceNoteKey",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        ("wrapped", models.BinaryField()),
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
                            "note",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="keys",
                                to="social_service.socialservicenote",
                                verbose_name="note",
                            ),
                        ),
                        (
                            "reader",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="lecteur",
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
                        "verbose_name": "lecteur d’une note",
                        "indexes": [models.Index(fields=["reader"], name="social_note_of_reader")],
                        "constraints": [
                            models.UniqueConstraint(fields=("note", "reader"), name="social_note_reader_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SocialServiceParticipant",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        ("capacity", models.SmallIntegerField()),
                        ("seat", models.SmallIntegerField(verbose_name="place")),
                        ("came", models.BooleanField(null=True, verbose_name="venue")),
                        ("settled_at", models.DateTimeField(null=True, verbose_name="noté le")),
                        (
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="groups",
                                to="social_service.socialservicefile",
                                verbose_name="dossier",
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
                            "group",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="participants",
                                to="social_service.socialservicegroup",
                                verbose_name="réunion",
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
                        "verbose_name": "participation à une réunion",
                        "ordering": ["seat"],
                        "constraints": [
                            models.UniqueConstraint(fields=("group", "seat"), name="social_group_seat_once"),
                            models.UniqueConstraint(fields=("group", "file"), name="social_group_file_once"),
                            models.CheckConstraint(
                                condition=models.Q(("seat__gte", 1), ("seat__lte", models.F("capacity"))),
                                name="social_group_seat_exists",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("came", None), ("settled_at__isnull", False), _connector="XOR"),
                                name="social_participant_settled_whole",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SocialServiceQueue",
                    fields=[
                        (
                            "referral",
                            models.OneToOneField(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                primary_key=True,
                                related_name="queued",
                                serialize=False,
                                to="social_service.socialservicereferral",
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
                        (
                            "service",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.service",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "demande qui attend",
                    },
                ),
                migrations.CreateModel(
                    name="SocialServiceFileEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField()),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.UUIDField(default=uuid.uuid4, serialize=False)),
                        ("known", models.BooleanField(verbose_name="déjà connue du service")),
                        (
                            "answer",
                            models.CharField(
                                choices=[
                                    ("informed", "Informée et conseillée"),
                                    ("oriented", "Orientée vers un autre organisme"),
                                    ("booked", "Rendez-vous donné avec un assistant de service social"),
                                    ("declined", "La personne ne souhaite pas de suite"),
                                    ("unreachable", "Personne injoignable"),
                                ],
                                max_length=20,
                                verbose_name="réponse",
                            ),
                        ),
                        ("oriented_to", models.CharField(blank=True, max_length=200, verbose_name="orientée vers")),
                        (
                            "answered_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="répondu le"
                            ),
                        ),
                        ("ended_on", models.DateField(null=True, verbose_name="terminé le")),
                        (
                            "end_reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("goals_met", "Objectifs atteints"),
                                    ("partly_met", "Objectifs atteints en partie"),
                                    ("handed_on", "Relais pris par un autre service"),
                                    ("stopped", "Arrêt à la demande de la personne"),
                                    ("lost", "Plus de nouvelles de la personne"),
                                ],
                                max_length=20,
                                verbose_name="pourquoi terminé",
                            ),
                        ),
                        (
                            "answered_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="répondu par",
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
                                to="social_service.socialservicefile",
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
                        (
                            "worker",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="assistant de service social",
                            ),
                        ),
                        (
                            "referral",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="social_service.socialservicereferral",
                                verbose_name="demande",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="SocialServiceReferralEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField()),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("birth_name", models.CharField(max_length=100, verbose_name="nom de naissance")),
                        ("usage_name", models.CharField(blank=True, max_length=100, verbose_name="nom d'usage")),
                        ("first_name", models.CharField(max_length=100, verbose_name="prénom")),
                        ("birth_date", models.DateField(blank=True, null=True, verbose_name="date de naissance")),
                        (
                            "sex",
                            models.CharField(
                                blank=True, choices=[("F", "Femme"), ("M", "Homme")], max_length=1, verbose_name="sexe"
                            ),
                        ),
                        ("phone", models.CharField(blank=True, max_length=30, verbose_name="téléphone")),
                        ("email", models.EmailField(blank=True, max_length=254, verbose_name="adresse électronique")),
                        (
                            "postal_address",
                            models.TextField(blank=True, max_length=300, verbose_name="adresse postale"),
                        ),
                        (
                            "language",
                            models.CharField(
                                choices=[
                                    ("fr", "Français"),
                                    ("en", "Anglais"),
                                    ("ar", "Arabe"),
                                    ("es", "Espagnol"),
                                    ("pt", "Portugais"),
                                    ("it", "Italien"),
                                    ("ro", "Roumain"),
                                    ("tr", "Turc"),
                                    ("ru", "Russe"),
                                    ("uk", "Ukrainien"),
                                    ("sq", "Albanais"),
                                    ("ps", "Pachto"),
                                    ("prs", "Dari"),
                                    ("ta", "Tamoul"),
                                    ("zh", "Chinois"),
                                    ("snk", "Soninké"),
                                    ("bm", "Bambara"),
                                    ("swb", "Shimaoré"),
                                    ("fsl", "Langue des signes française"),
                                    ("other", "Autre langue"),
                                ],
                                default="fr",
                                max_length=10,
                                verbose_name="langue parlée",
                            ),
                        ),
                        (
                            "language_note",
                            models.CharField(blank=True, max_length=100, verbose_name="précision sur la langue"),
                        ),
                        (
                            "interpreter_needed",
                            models.BooleanField(default=False, verbose_name="besoin d'un interprète"),
                        ),
                        ("id", models.UUIDField(default=uuid.uuid4, serialize=False)),
                        (
                            "received_at",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="reçue le"),
                        ),
                        (
                            "origin",
                            models.CharField(
                                choices=[
                                    ("mission", "Mission accompagnement santé"),
                                    ("medical_service", "Service médical"),
                                    ("other_service", "Autre service de l’Assurance Maladie"),
                                    ("partner", "Partenaire"),
                                    ("health_professional", "Professionnel de santé"),
                                    ("person", "La personne elle-même (36 46)"),
                                ],
                                max_length=20,
                                verbose_name="origine",
                            ),
                        ),
                        (
                            "axis",
                            models.CharField(
                                choices=[
                                    ("care_paths", "Sécuriser les parcours en santé"),
                                    ("keeping_work", "Prévenir la désinsertion professionnelle"),
                                    ("return_home", "Stabiliser le retour à domicile"),
                                    ("ageing_well", "Bien vieillir"),
                                ],
                                max_length=20,
                                verbose_name="axe",
                            ),
                        ),
                        (
                            "offer",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("forgone_care", "Renoncement aux soins et freins psychosociaux"),
                                    ("serious_illness", "Pathologies lourdes"),
                                    ("keeping_work", "Prévention de la désinsertion professionnelle"),
                                ],
                                max_length=20,
                                verbose_name="offre",
                            ),
                        ),
                        ("agreed_on", models.DateField(verbose_name="accord de la personne le")),
                        (
                            "author",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="envoyée par",
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
                            "person",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="people.person",
                                verbose_name="personne",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                related_query_name="events",
                                to="social_service.socialservicereferral",
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
                migrations.CreateModel(
                    name="SocialServiceShare",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        ("text", models.TextField(max_length=1000, verbose_name="ce qui est transmis")),
                        ("agreed_on", models.DateField(verbose_name="accord de la personne le")),
                        (
                            "at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="transmis le"
                            ),
                        ),
                        (
                            "author",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="par",
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
                            "referral",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="shares",
                                to="social_service.socialservicereferral",
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
                        "verbose_name": "retour du service social",
                        "ordering": ["-at"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("text", ""), _negated=True), name="social_share_says_something"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SocialServiceStep",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        ("what", models.CharField(max_length=300, verbose_name="étape")),
                        ("due_on", models.DateField(null=True, verbose_name="pour le")),
                        ("done_on", models.DateField(null=True, verbose_name="faite le")),
                        ("result", models.CharField(blank=True, max_length=300, verbose_name="résultat")),
                        (
                            "written_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="écrite le"
                            ),
                        ),
                        (
                            "author",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="par",
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="steps",
                                to="social_service.socialservicefile",
                                verbose_name="dossier",
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
                        "verbose_name": "étape du plan",
                        "ordering": ["due_on", "written_at"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("what", ""), _negated=True), name="social_step_says_what"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("result", ""), ("done_on__isnull", False), _connector="OR"),
                                name="social_step_result_once_done",
                            ),
                        ],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="socialservicestep",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "social_service_socialservicestepevent" ("author_id", "done_on", "due_on", "file_id", "fund_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "service_id", "written_at") VALUES (NEW."author_id", NEW."done_on", NEW."due_on", NEW."file_id", NEW."fund_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."service_id", NEW."written_at"); RETURN NULL;',
                            hash="f190abcd77acad1e3c172fa720f318c16388007b",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_603f2",
                            table="social_service_socialservicestep",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="socialservicestep",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."author_id" IS DISTINCT FROM (NEW."author_id") OR OLD."done_on" IS DISTINCT FROM (NEW."done_on") OR OLD."due_on" IS DISTINCT FROM (NEW."due_on") OR OLD."file_id" IS DISTINCT FROM (NEW."file_id") OR OLD."fund_id" IS DISTINCT FROM (NEW."fund_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."service_id" IS DISTINCT FROM (NEW."service_id") OR OLD."written_at" IS DISTINCT FROM (NEW."written_at"))',
                            func='INSERT INTO "social_service_socialservicestepevent" ("author_id", "done_on", "due_on", "file_id", "fund_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "service_id", "written_at") VALUES (NEW."author_id", NEW."done_on", NEW."due_on", NEW."file_id", NEW."fund_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."service_id", NEW."written_at"); RETURN NULL;',
                            hash="ac3dd4512d1e6b429bd67a128a48d60608daf817",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_30ba1",
                            table="social_service_socialservicestep",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.CreateModel(
                    name="SocialServiceStepEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField()),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.UUIDField(default=uuid.uuid4, serialize=False)),
                        ("due_on", models.DateField(null=True, verbose_name="pour le")),
                        ("done_on", models.DateField(null=True, verbose_name="faite le")),
                        (
                            "written_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="écrite le"
                            ),
                        ),
                        (
                            "author",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="par",
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="social_service.socialservicefile",
                                verbose_name="dossier",
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
                                to="social_service.socialservicestep",
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
                migrations.CreateModel(
                    name="SocialServiceContact",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("on", models.DateField(verbose_name="le")),
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
                        (
                            "service",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.service",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "contact du service social",
                        "ordering": ["-on"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("person", "service", "on"), name="social_contact_once_a_day"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SocialServiceAccess",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        ("why", models.CharField(max_length=300, verbose_name="pourquoi")),
                        (
                            "opened_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="ouvert le"
                            ),
                        ),
                        (
                            "until",
                            models.DateTimeField(
                                db_default=django.db.models.expressions.CombinedExpression(
                                    django.db.models.functions.datetime.Now(),
                                    "+",
                                    models.Value(datetime.timedelta(days=1)),
                                ),
                                verbose_name="jusqu’au",
                            ),
                        ),
                        (
                            "account",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="par",
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
                            "service",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.service",
                                verbose_name="service",
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="social_service.socialservicefile",
                                verbose_name="dossier",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "accès exceptionnel",
                        "ordering": ["-opened_at"],
                        "indexes": [
                            models.Index(fields=["account", "until"], name="social_access_of_account"),
                            models.Index(fields=["service", "-opened_at"], name="social_access_of_service"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("why", ""), _negated=True), name="social_access_says_why"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("until__gt", models.F("opened_at")),
                                    (
                                        "until__lte",
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("opened_at"), "+", models.Value(datetime.timedelta(days=1))
                                        ),
                                    ),
                                ),
                                name="social_access_ends_by_itself",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
