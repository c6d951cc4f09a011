"""The tables of `referrals`, with their constraints, indexes and triggers."""

import uuid

import django.contrib.postgres.fields
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
    ]

    operations = [
        CreateTables(
            operations=[
                migrations.CreateModel(
                    name="Referral",
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
                        ("triaged_at", models.DateTimeField(blank=True, null=True, verbose_name="examinée le")),
                        (
                            "detector_family",
                            models.CharField(
                                choices=[
                                    ("internal", "Assurance Maladie"),
                                    ("health_professional", "Professionnels de santé"),
                                    ("partner", "Partenaires"),
                                ],
                                max_length=30,
                                verbose_name="famille de détecteur",
                            ),
                        ),
                        ("detector_category", models.CharField(max_length=30, verbose_name="catégorie de détecteur")),
                        ("detector_name", models.CharField(max_length=150, verbose_name="nom et prénom du détecteur")),
                        (
                            "detector_service",
                            models.CharField(blank=True, max_length=200, verbose_name="service ou structure"),
                        ),
                        (
                            "detector_email",
                            models.EmailField(
                                blank=True, max_length=254, verbose_name="adresse électronique du détecteur"
                            ),
                        ),
                        (
                            "detector_phone",
                            models.CharField(blank=True, max_length=30, verbose_name="téléphone du détecteur"),
                        ),
                        (
                            "reasons",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("rights", "Difficultés d'accès aux droits"),
                                        ("forgone_care", "Renoncement ou difficultés d'accès à des soins"),
                                        (
                                            "forgone_care_disability",
                                            "Renoncement ou difficultés d'accès à des soins liés à un handicap",
                                        ),
                                        ("digital", "Fragilité face au numérique"),
                                        ("complex_social", "Situation sociale complexe"),
                                    ],
                                    max_length=30,
                                ),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="cadre de la saisine",
                            ),
                        ),
                        ("urgent", models.BooleanField(default=False, verbose_name="urgence partenaire")),
                        ("urgent_reason", models.CharField(blank=True, max_length=300, verbose_name="soins imminents")),
                        (
                            "actions_engaged",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("c2s_file", "Dossier de Complémentaire santé solidaire"),
                                        ("financial_aid_file", "Dossier d'action sanitaire et sociale"),
                                        ("other", "Autre action"),
                                    ],
                                    max_length=30,
                                ),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="actions déjà engagées",
                            ),
                        ),
                        (
                            "actions_engaged_other",
                            models.CharField(blank=True, max_length=200, verbose_name="autre action engagée"),
                        ),
                        ("note", models.TextField(blank=True, max_length=2000, verbose_name="précisions utiles")),
                        (
                            "forgone_care",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("consultation", "Consultation de médecine générale ou spécialisée"),
                                        (
                                            "specialist_act",
                                            "Acte chez un spécialiste, analyses ou examens (dentaire, infirmier, kinésithérapie, radiologie, biologie…)",
                                        ),
                                        ("medical_device", "Dispositif médical (optique, audition, appareillage…)"),
                                        ("surgery", "Chirurgie"),
                                        ("pharmacy", "Pharmacie"),
                                        ("other", "Autre soin"),
                                    ],
                                    max_length=30,
                                ),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="soins non réalisés",
                            ),
                        ),
                        (
                            "forgone_care_other",
                            models.CharField(blank=True, max_length=200, verbose_name="autre soin non réalisé"),
                        ),
                        (
                            "forgone_since",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("under_3_months", "Moins de 3 mois"),
                                    ("3_to_12_months", "De 3 mois à 1 an"),
                                    ("over_1_year", "Plus d'1 an"),
                                    ("over_2_years", "Plus de 2 ans"),
                                ],
                                max_length=20,
                                verbose_name="depuis",
                            ),
                        ),
                        (
                            "forgone_causes",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        (
                                            "rights",
                                            "Accès aux droits (médecin traitant, couverture de base ou complémentaire, ALD)",
                                        ),
                                        ("advance_of_fees", "Avance des frais"),
                                        ("remaining_cost", "Reste à charge"),
                                        ("transport", "Transport"),
                                        ("complicated_procedures", "Démarches trop compliquées"),
                                        ("appointment_delay", "Délais de rendez-vous trop longs"),
                                        (
                                            "refusal_by_professional",
                                            "Refus de prise en charge par un professionnel de santé",
                                        ),
                                        ("other", "Autre cause"),
                                    ],
                                    max_length=30,
                                ),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="causes",
                            ),
                        ),
                        (
                            "forgone_causes_other",
                            models.CharField(blank=True, max_length=200, verbose_name="autre cause"),
                        ),
                        (
                            "consent_mode",
                            models.CharField(
                                choices=[
                                    ("signed", "La personne a signé le formulaire"),
                                    (
                                        "remote",
                                        "La personne est informée et d'accord, à distance : un courrier lui confirmera",
                                    ),
                                ],
                                max_length=10,
                                verbose_name="accord de la personne",
                            ),
                        ),
                        ("consent_on", models.DateField(verbose_name="date de l'accord")),
                        (
                            "feedback_consent",
                            models.BooleanField(
                                default=False, verbose_name="le détecteur peut être informé des suites"
                            ),
                        ),
                        ("studies_opposed", models.BooleanField(default=False, verbose_name="opposition aux études")),
                        (
                            "fund",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.organisation",
                                verbose_name="caisse de la personne",
                            ),
                        ),
                        (
                            "reported_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="referrals",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="envoyée par",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "saisine",
                        "ordering": ["-received_at"],
                        "abstract": False,
                        "indexes": [
                            models.Index(
                                condition=models.Q(("triaged_at__isnull", True)),
                                fields=["fund", "-urgent", "received_at"],
                                name="referral_inbox",
                            ),
                            models.Index(fields=["reported_by", "-received_at"], name="referral_by_reporter"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("nir_digest__isnull", True), ("nir_encrypted__isnull", True)),
                                    models.Q(("nir_digest__isnull", False), ("nir_encrypted__isnull", False)),
                                    _connector="OR",
                                ),
                                name="referral_nir_and_digest_together",
                            ),
                            models.UniqueConstraint(fields=("fund", "id"), name="referral_fund_id"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "reasons__contained_by",
                                        [
                                            "rights",
                                            "forgone_care",
                                            "forgone_care_disability",
                                            "digital",
                                            "complex_social",
                                        ],
                                    )
                                ),
                                name="referral_reasons_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("actions_engaged__contained_by", ["c2s_file", "financial_aid_file", "other"])
                                ),
                                name="referral_actions_engaged_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "forgone_care__contained_by",
                                        [
                                            "consultation",
                                            "specialist_act",
                                            "medical_device",
                                            "surgery",
                                            "pharmacy",
                                            "other",
                                        ],
                                    )
                                ),
                                name="referral_forgone_care_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "forgone_causes__contained_by",
                                        [
                                            "rights",
                                            "advance_of_fees",
                                            "remaining_cost",
                                            "transport",
                                            "complicated_procedures",
                                            "appointment_delay",
                                            "refusal_by_professional",
                                            "other",
                                        ],
                                    )
                                ),
                                name="referral_forgone_causes_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reasons", []), _negated=True), name="referral_has_a_reason"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("consent_mode__in", ["signed", "remote"])),
                                name="referral_consent_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("reasons__overlap", ["forgone_care", "forgone_care_disability"]),
                                    models.Q(("forgone_care", []), ("forgone_causes", []), ("forgone_since", "")),
                                    _connector="OR",
                                ),
                                name="referral_forgone_care_only_with_its_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("urgent", False), models.Q(("urgent_reason", ""), _negated=True), _connector="OR"
                                ),
                                name="referral_urgent_says_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        (
                                            "detector_category__in",
                                            [
                                                "reception",
                                                "telephone",
                                                "other_services",
                                                "queries_and_outbound",
                                                "medical_service",
                                                "social_service",
                                                "health_centre",
                                                "prevention",
                                                "oneself",
                                            ],
                                        ),
                                        ("detector_family", "internal"),
                                    ),
                                    models.Q(
                                        (
                                            "detector_category__in",
                                            [
                                                "general_practitioner",
                                                "specialist",
                                                "dentist",
                                                "pharmacist",
                                                "nurse",
                                                "hospital_doctor",
                                                "other",
                                            ],
                                        ),
                                        ("detector_family", "health_professional"),
                                    ),
                                    models.Q(
                                        (
                                            "detector_category__in",
                                            [
                                                "help",
                                                "france_travail",
                                                "departmental_council",
                                                "mission_locale",
                                                "forum_refugies",
                                                "restos_du_coeur",
                                                "caf",
                                                "adoma",
                                                "france_services",
                                                "spip",
                                                "ccas",
                                                "secours_populaire",
                                                "croix_rouge",
                                                "emmaus",
                                                "udaf",
                                                "carsat",
                                                "hospital",
                                                "association",
                                                "other",
                                            ],
                                        ),
                                        ("detector_family", "partner"),
                                    ),
                                    _connector="OR",
                                ),
                                name="referral_detector_category_of_family",
                            ),
                        ],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="referral",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "referrals_referralevent" ("actions_engaged", "actions_engaged_other", "birth_date", "birth_name", "consent_mode", "consent_on", "detector_category", "detector_email", "detector_family", "detector_name", "detector_phone", "detector_service", "email", "feedback_consent", "first_name", "forgone_care", "forgone_care_other", "forgone_causes", "forgone_causes_other", "forgone_since", "fund_id", "id", "interpreter_needed", "language", "language_note", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "postal_address", "reasons", "received_at", "reported_by_id", "sex", "studies_opposed", "triaged_at", "urgent", "urgent_reason", "usage_name") VALUES (NEW."actions_engaged", NEW."actions_engaged_other", NEW."birth_date", NEW."birth_name", NEW."consent_mode", NEW."consent_on", NEW."detector_category", NEW."detector_email", NEW."detector_family", NEW."detector_name", NEW."detector_phone", NEW."detector_service", NEW."email", NEW."feedback_consent", NEW."first_name", NEW."forgone_care", NEW."forgone_care_other", NEW."forgone_causes", NEW."forgone_causes_other", NEW."forgone_since", NEW."fund_id", NEW."id", NEW."interpreter_needed", NEW."language", NEW."language_note", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."phone", NEW."postal_address", NEW."reasons", NEW."received_at", NEW."reported_by_id", NEW."sex", NEW."studies_opposed", NEW."triaged_at", NEW."urgent", NEW."urgent_reason", NEW."usage_name"); RETURN NULL;',
                            hash="1f20071d587512a3e94d907aa2c4380b806fcc4d",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_a74c8",
                            table="referrals_referral",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="referral",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."actions_engaged" IS DISTINCT FROM (NEW."actions_engaged") OR OLD."actions_engaged_other" IS DISTINCT FROM (NEW."actions_engaged_other") OR OLD."birth_date" IS DISTINCT FROM (NEW."birth_date") OR OLD."birth_name" IS DISTINCT FROM (NEW."birth_name") OR OLD."consent_mode" IS DISTINCT FROM (NEW."consent_mode") OR OLD."consent_on" IS DISTINCT FROM (NEW."consent_on") OR OLD."detector_category" IS DISTINCT FROM (NEW."detector_category") OR OLD."detector_email" IS DISTINCT FROM (NEW."detector_email") OR OLD."detector_family" IS DISTINCT FROM (NEW."detector_family") OR OLD."detector_name" IS DISTINCT FROM (NEW."detector_name") OR OLD."detector_phone" IS DISTINCT FROM (NEW."detector_phone") OR OLD."detector_service" IS DISTINCT FROM (NEW."detector_service") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."feedback_consent" IS DISTINCT FROM (NEW."feedback_consent") OR OLD."first_name" IS DISTINCT FROM (NEW."first_name") OR OLD."forgone_care" IS DISTINCT FROM (NEW."forgone_care") OR OLD."forgone_care_other" IS DISTINCT FROM (NEW."forgone_care_other") OR OLD."forgone_causes" IS DISTINCT FROM (NEW."forgone_causes") OR OLD."forgone_causes_other" IS DISTINCT FROM (NEW."forgone_causes_other") OR OLD."forgone_since" IS DISTINCT FROM (NEW."forgone_since") OR OLD."fund_id" IS DISTINCT FROM (NEW."fund_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."interpreter_needed" IS DISTINCT FROM (NEW."interpreter_needed") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."language_note" IS DISTINCT FROM (NEW."language_note") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."phone" IS DISTINCT FROM (NEW."phone") OR OLD."postal_address" IS DISTINCT FROM (NEW."postal_address") OR OLD."reasons" IS DISTINCT FROM (NEW."reasons") OR OLD."received_at" IS DISTINCT FROM (NEW."received_at") OR OLD."reported_by_id" IS DISTINCT FROM (NEW."reported_by_id") OR OLD."sex" IS DISTINCT FROM (NEW."sex") OR OLD."studies_opposed" IS DISTINCT FROM (NEW."studies_opposed") OR OLD."triaged_at" IS DISTINCT FROM (NEW."triaged_at") OR OLD."urgent" IS DISTINCT FROM (NEW."urgent") OR OLD."urgent_reason" IS DISTINCT FROM (NEW."urgent_reason") OR OLD."usage_name" IS DISTINCT FROM (NEW."usage_name"))',
                            func='INSERT INTO "referrals_referralevent" ("actions_engaged", "actions_engaged_other", "birth_date", "birth_name", "consent_mode", "consent_on", "detector_category", "detector_email", "detector_family", "detector_name", "detector_phone", "detector_service", "email", "feedback_consent", "first_name", "forgone_care", "forgone_care_other", "forgone_causes", "forgone_causes_other", "forgone_since", "fund_id", "id", "interpreter_needed", "language", "language_note", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "postal_address", "reasons", "received_at", "reported_by_id", "sex", "studies_opposed", "triaged_at", "urgent", "urgent_reason", "usage_name") VALUES (NEW."actions_engaged", NEW."actions_engaged_other", NEW."birth_date", NEW."birth_name", NEW."consent_mode", NEW."consent_on", NEW."detector_category", NEW."detector_email", NEW."detector_family", NEW."detector_name", NEW."detector_phone", NEW."detector_service", NEW."email", NEW."feedback_consent", NEW."first_name", NEW."forgone_care", NEW."forgone_care_other", NEW."forgone_causes", NEW."forgone_causes_other", NEW."forgone_since", NEW."fund_id", NEW."id", NEW."interpreter_needed", NEW."language", NEW."language_note", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."phone", NEW."postal_address", NEW."reasons", NEW."received_at", NEW."reported_by_id", NEW."sex", NEW."studies_opposed", NEW."triaged_at", NEW."urgent", NEW."urgent_reason", NEW."usage_name"); RETURN NULL;',
                            hash="8deced0372f94f861b030064cc3946f8695128e1",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_223e7",
                            table="referrals_referral",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.CreateModel(
                    name="ReferralEvent",
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
                        ("triaged_at", models.DateTimeField(blank=True, null=True, verbose_name="examinée le")),
                        (
                            "detector_family",
                            models.CharField(
                                choices=[
                                    ("internal", "Assurance Maladie"),
                                    ("health_professional", "Professionnels de santé"),
                                    ("partner", "Partenaires"),
                                ],
                                max_length=30,
                                verbose_name="famille de détecteur",
                            ),
                        ),
                        ("detector_category", models.CharField(max_length=30, verbose_name="catégorie de détecteur")),
                        ("detector_name", models.CharField(max_length=150, verbose_name="nom et prénom du détecteur")),
                        (
                            "detector_service",
                            models.CharField(blank=True, max_length=200, verbose_name="service ou structure"),
                        ),
                        (
                            "detector_email",
                            models.EmailField(
                                blank=True, max_length=254, verbose_name="adresse électronique du détecteur"
                            ),
                        ),
                        (
                            "detector_phone",
                            models.CharField(blank=True, max_length=30, verbose_name="téléphone du détecteur"),
                        ),
                        (
                            "reasons",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("rights", "Difficultés d'accès aux droits"),
                                        ("forgone_care", "Renoncement ou difficultés d'accès à des soins"),
                                        (
                                            "forgone_care_disability",
                                            "Renoncement ou difficultés d'accès à des soins liés à un handicap",
                                        ),
                                        ("digital", "Fragilité face au numérique"),
                                        ("complex_social", "Situation sociale complexe"),
                                    ],
                                    max_length=30,
                                ),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="cadre de la saisine",
                            ),
                        ),
                        ("urgent", models.BooleanField(default=False, verbose_name="urgence partenaire")),
                        ("urgent_reason", models.CharField(blank=True, max_length=300, verbose_name="soins imminents")),
                        (
                            "actions_engaged",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("c2s_file", "Dossier de Complémentaire santé solidaire"),
                                        ("financial_aid_file", "Dossier d'action sanitaire et sociale"),
                                        ("other", "Autre action"),
                                    ],
                                    max_length=30,
                                ),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="actions déjà engagées",
                            ),
                        ),
                        (
                            "actions_engaged_other",
                            models.CharField(blank=True, max_length=200, verbose_name="autre action engagée"),
                        ),
                        ("note", models.TextField(blank=True, max_length=2000, verbose_name="précisions utiles")),
                        (
                            "forgone_care",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("consultation", "Consultation de médecine générale ou spécialisée"),
                                        (
                                            "specialist_act",
                                            "Acte chez un spécialiste, analyses ou examens (dentaire, infirmier, kinésithérapie, radiologie, biologie…)",
                                        ),
                                        ("medical_device", "Dispositif médical (optique, audition, appareillage…)"),
                                        ("surgery", "Chirurgie"),
                                        ("pharmacy", "Pharmacie"),
                                        ("other", "Autre soin"),
                                    ],
                                    max_length=30,
                                ),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="soins non réalisés",
                            ),
                        ),
                        (
                            "forgone_care_other",
                            models.CharField(blank=True, max_length=200, verbose_name="autre soin non réalisé"),
                        ),
                        (
                            "forgone_since",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("under_3_months", "Moins de 3 mois"),
                                    ("3_to_12_months", "De 3 mois à 1 an"),
                                    ("over_1_year", "Plus d'1 an"),
                                    ("over_2_years", "Plus de 2 ans"),
                                ],
                                max_length=20,
                                verbose_name="depuis",
                            ),
                        ),
                        (
                            "forgone_causes",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        (
                                            "rights",
                                            "Accès aux droits (médecin traitant, couverture de base ou complémentaire, ALD)",
                                        ),
                                        ("advance_of_fees", "Avance des frais"),
                                        ("remaining_cost", "Reste à charge"),
                                        ("transport", "Transport"),
                                        ("complicated_procedures", "Démarches trop compliquées"),
                                        ("appointment_delay", "Délais de rendez-vous trop longs"),
                                        (
                                            "refusal_by_professional",
                                            "Refus de prise en charge par un professionnel de santé",
                                        ),
                                        ("other", "Autre cause"),
                                    ],
                                    max_length=30,
                                ),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="causes",
                            ),
                        ),
                        (
                            "forgone_causes_other",
                            models.CharField(blank=True, max_length=200, verbose_name="autre cause"),
                        ),
                        (
                            "consent_mode",
                            models.CharField(
                                choices=[
                                    ("signed", "La personne a signé le formulaire"),
                                    (
                                        "remote",
                                        "La personne est informée et d'accord, à distance : un courrier lui confirmera",
                                    ),
                                ],
                                max_length=10,
                                verbose_name="accord de la personne",
                            ),
                        ),
                        ("consent_on", models.DateField(verbose_name="date de l'accord")),
                        (
                            "feedback_consent",
                            models.BooleanField(
                                default=False, verbose_name="le détecteur peut être informé des suites"
                            ),
                        ),
                        ("studies_opposed", models.BooleanField(default=False, verbose_name="opposition aux études")),
                        (
                            "fund",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="organisations.organisation",
                                verbose_name="caisse de la personne",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                related_query_name="events",
                                to="referrals.referral",
                            ),
                        ),
                        (
                            "reported_by",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="envoyée par",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
            ],
        ),
    ]
