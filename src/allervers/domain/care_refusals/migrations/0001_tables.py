"""The tables of `care_refusals`, with their constraints, indexes and triggers."""

import uuid

import django.db.models.deletion
import django.db.models.functions.datetime
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
        ("people", "0001_tables"),
        ("referrals", "0001_tables"),
    ]

    operations = [
        CreateTables(
            operations=[
                migrations.CreateModel(
                    name="CareRefusal",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        ("reference", models.CharField(max_length=20, unique=True, verbose_name="référence")),
                        (
                            "origin",
                            models.CharField(
                                choices=[
                                    ("person", "La personne"),
                                    ("agent", "Un agent de l’Assurance Maladie"),
                                    ("partner", "Un partenaire"),
                                    ("health_professional", "Un professionnel de santé"),
                                    ("anonymous", "Signalement anonyme"),
                                ],
                                max_length=20,
                                verbose_name="qui signale",
                            ),
                        ),
                        (
                            "received_on",
                            models.DateField(default=django.utils.timezone.localdate, verbose_name="reçu le"),
                        ),
                        ("happened_on", models.DateField(null=True, verbose_name="arrivé le")),
                        (
                            "practice",
                            models.CharField(
                                choices=[
                                    ("refused", "Refus dit clairement"),
                                    ("no_new_patients", "« Nous ne prenons pas de nouveaux patients »"),
                                    ("unusual_delay", "Délai de rendez-vous inhabituel"),
                                    ("excess_fee", "Dépassement d’honoraires, ou tiers payant refusé"),
                                    ("redirected", "Renvoi vers l’hôpital ou vers un confrère"),
                                    ("card_not_read", "Carte Vitale ou attestation non lue"),
                                    ("other", "Autre obstacle"),
                                ],
                                max_length=20,
                                verbose_name="ce qui s’est passé",
                            ),
                        ),
                        (
                            "ground",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("c2s", "Sa Complémentaire santé solidaire"),
                                    ("cmuc", "Sa CMU-C"),
                                    ("acs", "Son ACS"),
                                    ("ame", "Son aide médicale de l’État"),
                                    (
                                        "penal_code",
                                        "Son origine, son sexe, son état de santé, un handicap, sa précarité, sa religion…",
                                    ),
                                    ("none", "Rien de cela"),
                                ],
                                max_length=20,
                                verbose_name="motif",
                            ),
                        ),
                        ("hindered", models.BooleanField(null=True, verbose_name="empêchée ou dissuadée")),
                        ("same_for_all", models.BooleanField(null=True, verbose_name="raison valable pour tous")),
                        ("account_of_it", models.TextField(max_length=4000, verbose_name="récit")),
                        (
                            "profession",
                            models.CharField(
                                choices=[
                                    ("general_practitioner", "Médecin généraliste"),
                                    ("gynaecologist", "Gynécologue"),
                                    ("psychiatrist", "Psychiatre"),
                                    ("specialist", "Autre médecin spécialiste"),
                                    ("dentist", "Chirurgien-dentiste"),
                                    ("midwife", "Sage-femme"),
                                    ("nurse", "Infirmier"),
                                    ("physiotherapist", "Kinésithérapeute"),
                                    ("pharmacist", "Pharmacien"),
                                    ("optician", "Opticien ou audioprothésiste"),
                                    ("other", "Autre professionnel, ou établissement"),
                                ],
                                max_length=30,
                                verbose_name="profession",
                            ),
                        ),
                        (
                            "professional_name",
                            models.CharField(blank=True, max_length=200, verbose_name="nom du professionnel"),
                        ),
                        (
                            "professional_place",
                            models.CharField(blank=True, max_length=200, verbose_name="commune du professionnel"),
                        ),
                        ("rpps", models.CharField(blank=True, max_length=11, verbose_name="numéro RPPS")),
                        ("complaint_on", models.DateField(null=True, verbose_name="plainte reçue le")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("received", "Reçu"),
                                    ("in_hand", "Pris en charge"),
                                    ("resolved", "Résolu"),
                                    ("closed", "Clos sans suite"),
                                ],
                                default="received",
                                max_length=10,
                                verbose_name="état",
                            ),
                        ),
                        ("ended_on", models.DateField(null=True, verbose_name="terminé le")),
                        (
                            "care_obtained",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("same", "Oui, chez ce professionnel"),
                                    ("elsewhere", "Oui, chez un autre"),
                                    ("no", "Non"),
                                ],
                                max_length=10,
                                verbose_name="soin obtenu",
                            ),
                        ),
                        ("obtained_on", models.DateField(null=True, verbose_name="soin obtenu le")),
                        (
                            "end_reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("other_conflict", "Un autre désaccord, expliqué à la personne"),
                                    ("withdrawn", "La personne ne veut pas de suite"),
                                    ("unreachable", "La personne ne répond plus"),
                                    ("not_enough", "Trop peu d’éléments pour agir"),
                                ],
                                max_length=20,
                                verbose_name="motif de clôture",
                            ),
                        ),
                        ("follow_digest", models.BinaryField(null=True, unique=True)),
                        (
                            "author",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="écrit par",
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
                            "holder",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="médiateur",
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
                            "referral",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="referrals.referral",
                                verbose_name="saisine",
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
                        "verbose_name": "refus de soins",
                        "ordering": ["received_on", "reference"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state__in", ["received", "in_hand"])),
                                fields=["service", "received_on"],
                                name="care_refusal_open",
                            ),
                            models.Index(fields=["service", "ended_on"], name="care_refusal_ended"),
                            models.Index(fields=["fund", "person"], name="care_refusal_of_person"),
                            models.Index(fields=["author", "received_on"], name="care_refusal_by_author"),
                            models.Index(
                                condition=models.Q(("rpps", ""), _negated=True),
                                fields=["service", "rpps"],
                                name="care_refusal_of_rpps",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("service", "fund", "id"), name="care_refusal_service_fund"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("origin__in", ["person", "agent", "partner", "health_professional", "anonymous"])
                                ),
                                name="care_refusal_origin_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "practice__in",
                                        [
                                            "refused",
                                            "no_new_patients",
                                            "unusual_delay",
                                            "excess_fee",
                                            "redirected",
                                            "card_not_read",
                                            "other",
                                        ],
                                    )
                                ),
                                name="care_refusal_practice_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ground__in", ["", "c2s", "cmuc", "acs", "ame", "penal_code", "none"])
                                ),
                                name="care_refusal_ground_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "profession__in",
                                        [
                                            "general_practitioner",
                                            "gynaecologist",
                                            "psychiatrist",
                                            "specialist",
                                            "dentist",
                                            "midwife",
                                            "nurse",
                                            "physiotherapist",
                                            "pharmacist",
                                            "optician",
                                            "other",
                                        ],
                                    )
                                ),
                                name="care_refusal_profession_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("account_of_it__regex", "\\S")), name="care_refusal_is_told"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("happened_on", None),
                                    ("happened_on__lte", models.F("received_on")),
                                    _connector="OR",
                                ),
                                name="care_refusal_happened_before_it_was_told",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("rpps", ""), ("rpps__regex", "^[0-9]{11}$"), _connector="OR"),
                                name="care_refusal_rpps_shape",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("author", None),
                                        ("follow_digest__isnull", False),
                                        ("origin", "anonymous"),
                                        ("person", None),
                                        ("referral", None),
                                    ),
                                    models.Q(
                                        models.Q(("origin", "anonymous"), _negated=True),
                                        ("author__isnull", False),
                                        ("follow_digest", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="care_refusal_anonymous_is_of_nobody",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("care_obtained__in", ["same", "elsewhere", "no"]),
                                        ("end_reason", ""),
                                        ("ended_on__isnull", False),
                                        ("state", "resolved"),
                                    ),
                                    models.Q(
                                        ("care_obtained", ""),
                                        (
                                            "end_reason__in",
                                            ["other_conflict", "withdrawn", "unreachable", "not_enough"],
                                        ),
                                        ("ended_on__isnull", False),
                                        ("state", "closed"),
                                    ),
                                    models.Q(
                                        ("care_obtained", ""),
                                        ("end_reason", ""),
                                        ("ended_on", None),
                                        ("state__in", ["received", "in_hand"]),
                                    ),
                                    _connector="OR",
                                ),
                                name="care_refusal_resolved_says_whether_care_was_obtained",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("care_obtained__in", ["same", "elsewhere"]), ("obtained_on__isnull", False)
                                    ),
                                    models.Q(
                                        models.Q(("care_obtained__in", ["same", "elsewhere"]), _negated=True),
                                        ("obtained_on", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="care_refusal_care_obtained_on_a_day",
                            ),
                        ],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="carerefusal",
                    trigger=pgtrigger.compiler.Trigger(
                        name="care_refusal_states_follow_one_another",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{received:in_hand,in_hand:resolved,in_hand:closed,resolved:in_hand,closed:in_hand}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="dbe62ff96bbc1580dd2c813249b4a037a85076cc",
                            operation="UPDATE",
                            pgid="pgtrigger_care_refusal_states_follow_one_another_5011a",
                            table="care_refusals_carerefusal",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="carerefusal",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "care_refusals_carerefusalevent" ("author_id", "care_obtained", "complaint_on", "end_reason", "ended_on", "fund_id", "ground", "happened_on", "hindered", "holder_id", "id", "obtained_on", "origin", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice", "profession", "professional_name", "professional_place", "received_on", "reference", "rpps", "same_for_all", "service_id", "state") VALUES (NEW."author_id", NEW."care_obtained", NEW."complaint_on", NEW."end_reason", NEW."ended_on", NEW."fund_id", NEW."ground", NEW."happened_on", NEW."hindered", NEW."holder_id", NEW."id", NEW."obtained_on", NEW."origin", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."practice", NEW."profession", NEW."professional_name", NEW."professional_place", NEW."received_on", NEW."reference", NEW."rpps", NEW."same_for_all", NEW."service_id", NEW."state"); RETURN NULL;',
                            hash="57241c6d92ee2d0f9656f17febee4b514cf072a3",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_13a4e",
                            table="care_refusals_carerefusal",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="carerefusal",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."author_id" IS DISTINCT FROM (NEW."author_id") OR OLD."care_obtained" IS DISTINCT FROM (NEW."care_obtained") OR OLD."complaint_on" IS DISTINCT FROM (NEW."complaint_on") OR OLD."end_reason" IS DISTINCT FROM (NEW."end_reason") OR OLD."ended_on" IS DISTINCT FROM (NEW."ended_on") OR OLD."fund_id" IS DISTINCT FROM (NEW."fund_id") OR OLD."ground" IS DISTINCT FROM (NEW."ground") OR OLD."happened_on" IS DISTINCT FROM (NEW."happened_on") OR OLD."hindered" IS DISTINCT FROM (NEW."hindered") OR OLD."holder_id" IS DISTINCT FROM (NEW."holder_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."obtained_on" IS DISTINCT FROM (NEW."obtained_on") OR OLD."origin" IS DISTINCT FROM (NEW."origin") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."practice" IS DISTINCT FROM (NEW."practice") OR OLD."profession" IS DISTINCT FROM (NEW."profession") OR OLD."professional_name" IS DISTINCT FROM (NEW."professional_name") OR OLD."professional_place" IS DISTINCT FROM (NEW."professional_place") OR OLD."received_on" IS DISTINCT FROM (NEW."received_on") OR OLD."reference" IS DISTINCT FROM (NEW."reference") OR OLD."rpps" IS DISTINCT FROM (NEW."rpps") OR OLD."same_for_all" IS DISTINCT FROM (NEW."same_for_all") OR OLD."service_id" IS DISTINCT FROM (NEW."service_id") OR OLD."state" IS DISTINCT FROM (NEW."state"))',
                            func='INSERT INTO "care_refusals_carerefusalevent" ("author_id", "care_obtained", "complaint_on", "end_reason", "ended_on", "fund_id", "ground", "happened_on", "hindered", "holder_id", "id", "obtained_on", "origin", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice", "profession", "professional_name", "professional_place", "received_on", "reference", "rpps", "same_for_all", "service_id", "state") VALUES (NEW."author_id", NEW."care_obtained", NEW."complaint_on", NEW."end_reason", NEW."ended_on", NEW."fund_id", NEW."ground", NEW."happened_on", NEW."hindered", NEW."holder_id", NEW."id", NEW."obtained_on", NEW."origin", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."practice", NEW."profession", NEW."professional_name", NEW."professional_place", NEW."received_on", NEW."reference", NEW."rpps", NEW."same_for_all", NEW."service_id", NEW."state"); RETURN NULL;',
                            hash="766852fba915bbe180ae14204b50bf48ff0ce4e8",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_68aea",
                            table="care_refusals_carerefusal",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.CreateModel(
                    name="CareRefusalAnswer",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        (
                            "at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="écrit le"
                            ),
                        ),
                        ("received_on", models.DateField(verbose_name="reçue le")),
                        ("text", models.TextField(max_length=4000, verbose_name="réponse")),
                        (
                            "author",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="écrit par",
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
                            "refusal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)ss",
                                to="care_refusals.carerefusal",
                                verbose_name="refus de soins",
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
                        "verbose_name": "réponse du professionnel",
                        "ordering": ["received_on", "at"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("text__regex", "\\S")), name="care_answer_says_something"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CareRefusalConsent",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        (
                            "recipient",
                            models.CharField(
                                choices=[
                                    ("professional", "Le professionnel mis en cause"),
                                    ("order", "Le conseil de l’ordre"),
                                    ("fund", "La direction de la caisse"),
                                    ("association", "Une association agréée, avec mandat"),
                                ],
                                max_length=20,
                                verbose_name="destinataire",
                            ),
                        ),
                        (
                            "agreement",
                            models.CharField(
                                choices=[
                                    ("named", "D’accord, avec son nom"),
                                    ("unnamed", "D’accord, sans son nom"),
                                    ("refused", "Pas d’accord"),
                                ],
                                max_length=10,
                                verbose_name="accord",
                            ),
                        ),
                        ("said_on", models.DateField(verbose_name="dit le")),
                        (
                            "at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="écrit le"
                            ),
                        ),
                        ("number", models.PositiveIntegerField(verbose_name="rang")),
                        (
                            "author",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="écrit par",
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
                            "refusal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)ss",
                                to="care_refusals.carerefusal",
                                verbose_name="refus de soins",
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
                        "verbose_name": "accord pour un destinataire",
                        "ordering": ["number"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("recipient__in", ["professional", "order", "fund", "association"])),
                                name="care_consent_recipient_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("agreement__in", ["named", "unnamed", "refused"])),
                                name="care_consent_agreement_known",
                            ),
                            models.UniqueConstraint(fields=("refusal", "number"), name="care_consent_in_order"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CareRefusalEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField()),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.UUIDField(default=uuid.uuid4, serialize=False)),
                        ("reference", models.CharField(max_length=20, verbose_name="référence")),
                        (
                            "origin",
                            models.CharField(
                                choices=[
                                    ("person", "La personne"),
                                    ("agent", "Un agent de l’Assurance Maladie"),
                                    ("partner", "Un partenaire"),
                                    ("health_professional", "Un professionnel de santé"),
                                    ("anonymous", "Signalement anonyme"),
                                ],
                                max_length=20,
                                verbose_name="qui signale",
                            ),
                        ),
                        (
                            "received_on",
                            models.DateField(default=django.utils.timezone.localdate, verbose_name="reçu le"),
                        ),
                        ("happened_on", models.DateField(null=True, verbose_name="arrivé le")),
                        (
                            "practice",
                            models.CharField(
                                choices=[
                                    ("refused", "Refus dit clairement"),
                                    ("no_new_patients", "« Nous ne prenons pas de nouveaux patients »"),
                                    ("unusual_delay", "Délai de rendez-vous inhabituel"),
                                    ("excess_fee", "Dépassement d’honoraires, ou tiers payant refusé"),
                                    ("redirected", "Renvoi vers l’hôpital ou vers un confrère"),
                                    ("card_not_read", "Carte Vitale ou attestation non lue"),
                                    ("other", "Autre obstacle"),
                                ],
                                max_length=20,
                                verbose_name="ce qui s’est passé",
                            ),
                        ),
                        (
                            "ground",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("c2s", "Sa Complémentaire santé solidaire"),
                                    ("cmuc", "Sa CMU-C"),
                                    ("acs", "Son ACS"),
                                    ("ame", "Son aide médicale de l’État"),
                                    (
                                        "penal_code",
                                        "Son origine, son sexe, son état de santé, un handicap, sa précarité, sa religion…",
                                    ),
                                    ("none", "Rien de cela"),
                                ],
                                max_length=20,
                                verbose_name="motif",
                            ),
                        ),
                        ("hindered", models.BooleanField(null=True, verbose_name="empêchée ou dissuadée")),
                        ("same_for_all", models.BooleanField(null=True, verbose_name="raison valable pour tous")),
                        (
                            "profession",
                            models.CharField(
                                choices=[
                                    ("general_practitioner", "Médecin généraliste"),
                                    ("gynaecologist", "Gynécologue"),
                                    ("psychiatrist", "Psychiatre"),
                                    ("specialist", "Autre médecin spécialiste"),
                                    ("dentist", "Chirurgien-dentiste"),
                                    ("midwife", "Sage-femme"),
                                    ("nurse", "Infirmier"),
                                    ("physiotherapist", "Kinésithérapeute"),
                                    ("pharmacist", "Pharmacien"),
                                    ("optician", "Opticien ou audioprothésiste"),
                                    ("other", "Autre professionnel, ou établissement"),
                                ],
                                max_length=30,
                                verbose_name="profession",
                            ),
                        ),
                        (
                            "professional_name",
                            models.CharField(blank=True, max_length=200, verbose_name="nom du professionnel"),
                        ),
                        (
                            "professional_place",
                            models.CharField(blank=True, max_length=200, verbose_name="commune du professionnel"),
                        ),
                        ("rpps", models.CharField(blank=True, max_length=11, verbose_name="numéro RPPS")),
                        ("complaint_on", models.DateField(null=True, verbose_name="plainte reçue le")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("received", "Reçu"),
                                    ("in_hand", "Pris en charge"),
                                    ("resolved", "Résolu"),
                                    ("closed", "Clos sans suite"),
                                ],
                                default="received",
                                max_length=10,
                                verbose_name="état",
                            ),
                        ),
                        ("ended_on", models.DateField(null=True, verbose_name="terminé le")),
                        (
                            "care_obtained",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("same", "Oui, chez ce professionnel"),
                                    ("elsewhere", "Oui, chez un autre"),
                                    ("no", "Non"),
                                ],
                                max_length=10,
                                verbose_name="soin obtenu",
                            ),
                        ),
                        ("obtained_on", models.DateField(null=True, verbose_name="soin obtenu le")),
                        (
                            "end_reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("other_conflict", "Un autre désaccord, expliqué à la personne"),
                                    ("withdrawn", "La personne ne veut pas de suite"),
                                    ("unreachable", "La personne ne répond plus"),
                                    ("not_enough", "Trop peu d’éléments pour agir"),
                                ],
                                max_length=20,
                                verbose_name="motif de clôture",
                            ),
                        ),
                        (
                            "author",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="écrit par",
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
                            "holder",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="médiateur",
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
                                to="care_refusals.carerefusal",
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
                    name="CareRefusalEvidence",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        (
                            "at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="écrit le"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("refused", "Refus dit clairement"),
                                    ("no_new_patients", "« Nous ne prenons pas de nouveaux patients »"),
                                    ("unusual_delay", "Délai de rendez-vous inhabituel"),
                                    ("excess_fee", "Dépassement d’honoraires, ou tiers payant refusé"),
                                    ("redirected", "Renvoi vers l’hôpital ou vers un confrère"),
                                    ("card_not_read", "Carte Vitale ou attestation non lue"),
                                    ("other", "Autre obstacle"),
                                ],
                                max_length=20,
                                verbose_name="indice",
                            ),
                        ),
                        ("seen_on", models.DateField(verbose_name="constaté le")),
                        (
                            "means",
                            models.CharField(
                                choices=[
                                    ("said", "Dit par la personne"),
                                    ("witness", "Dit par un témoin"),
                                    ("written", "Écrit : message, courriel, courrier, affiche"),
                                    ("invoice", "Facture, devis ou remboursement"),
                                    ("call", "Appel de vérification par l’agent"),
                                ],
                                max_length=10,
                                verbose_name="connu par",
                            ),
                        ),
                        ("note", models.TextField(blank=True, max_length=1000, verbose_name="précision")),
                        (
                            "author",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="écrit par",
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
                            "refusal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)ss",
                                to="care_refusals.carerefusal",
                                verbose_name="refus de soins",
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
                        "verbose_name": "indice d’un refus de soins",
                        "ordering": ["seen_on", "at"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "refused",
                                            "no_new_patients",
                                            "unusual_delay",
                                            "excess_fee",
                                            "redirected",
                                            "card_not_read",
                                            "other",
                                        ],
                                    )
                                ),
                                name="care_evidence_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("means__in", ["said", "witness", "written", "invoice", "call"])),
                                name="care_evidence_means_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CareRefusalLink",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("person", "Je connais la personne"),
                                    ("professional", "Je connais le professionnel"),
                                ],
                                max_length=20,
                                verbose_name="lien",
                            ),
                        ),
                        ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                        (
                            "account",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="médiateur",
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
                            "refusal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)ss",
                                to="care_refusals.carerefusal",
                                verbose_name="refus de soins",
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
                        "verbose_name": "lien déclaré avec une partie",
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("account"), models.F("refusal"), models.F("kind"), name="care_link_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["person", "professional"])),
                                name="care_link_kind_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CareRefusalReturn",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        ("year", models.PositiveSmallIntegerField(verbose_name="année")),
                        ("files", models.PositiveIntegerField(verbose_name="signalements reçus")),
                        (
                            "at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="déclaré le"
                            ),
                        ),
                        (
                            "author",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="déclaré par",
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
                        "verbose_name": "relevé annuel des refus de soins",
                        "ordering": ["-year"],
                        "constraints": [
                            models.UniqueConstraint(fields=("fund", "year"), name="care_return_once_a_year"),
                            models.CheckConstraint(
                                condition=models.Q(("year__gte", 2008), ("year__lte", 2100)),
                                name="care_return_year_is_one",
                            ),
                        ],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="carerefusalreturn",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "care_refusals_carerefusalreturnevent" ("at", "author_id", "files", "fund_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "service_id", "year") VALUES (NEW."at", NEW."author_id", NEW."files", NEW."fund_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."service_id", NEW."year"); RETURN NULL;',
                            hash="ef29835cffc5515a61dfa69eecaff7f506533087",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_af141",
                            table="care_refusals_carerefusalreturn",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="carerefusalreturn",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "care_refusals_carerefusalreturnevent" ("at", "author_id", "files", "fund_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "service_id", "year") VALUES (NEW."at", NEW."author_id", NEW."files", NEW."fund_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."service_id", NEW."year"); RETURN NULL;',
                            hash="76b733ce5a0dbfbbdde7ae3e3f1004b67b78c1f0",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_9d70b",
                            table="care_refusals_carerefusalreturn",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.CreateModel(
                    name="CareRefusalReturnEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField()),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.UUIDField(default=uuid.uuid4, serialize=False)),
                        ("year", models.PositiveSmallIntegerField(verbose_name="année")),
                        ("files", models.PositiveIntegerField(verbose_name="signalements reçus")),
                        (
                            "at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="déclaré le"
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
                                verbose_name="déclaré par",
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
                                to="care_refusals.carerefusalreturn",
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
                    name="CareRefusalSending",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        (
                            "at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="écrit le"
                            ),
                        ),
                        (
                            "recipient",
                            models.CharField(
                                choices=[
                                    ("professional", "Le professionnel mis en cause"),
                                    ("order", "Le conseil de l’ordre"),
                                    ("fund", "La direction de la caisse"),
                                    ("association", "Une association agréée, avec mandat"),
                                ],
                                max_length=20,
                                verbose_name="destinataire",
                            ),
                        ),
                        ("named", models.BooleanField(verbose_name="avec le nom de la personne")),
                        ("sent_on", models.DateField(verbose_name="envoyé le")),
                        ("content", models.JSONField(editable=False)),
                        ("sha256", models.CharField(max_length=64)),
                        (
                            "author",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="écrit par",
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
                            "refusal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)ss",
                                to="care_refusals.carerefusal",
                                verbose_name="refus de soins",
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
                        "verbose_name": "courrier au sujet d’un refus de soins",
                        "ordering": ["at"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("recipient__in", ["professional", "order", "fund", "association"])),
                                name="care_sending_recipient_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CareRefusalStep",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("acknowledgement", "Accuser réception et transmettre la plainte"),
                                    ("hearing", "Convoquer le professionnel"),
                                    ("summons", "Convoquer les parties à la conciliation"),
                                    ("conciliation", "Tenir la conciliation"),
                                    ("call_person", "Appeler la personne"),
                                    ("call_professional", "Appeler le professionnel"),
                                    ("other_professional", "Chercher un autre professionnel"),
                                    ("meeting", "Réunir les deux parties"),
                                ],
                                max_length=20,
                                verbose_name="étape",
                            ),
                        ),
                        ("due_on", models.DateField(verbose_name="avant le")),
                        ("source", models.CharField(blank=True, max_length=200, verbose_name="texte")),
                        ("done_on", models.DateField(null=True, verbose_name="faite le")),
                        ("outcome", models.TextField(blank=True, max_length=1000, verbose_name="ce qui en est sorti")),
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
                            "refusal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)ss",
                                to="care_refusals.carerefusal",
                                verbose_name="refus de soins",
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
                        "verbose_name": "étape d’un refus de soins",
                        "ordering": ["due_on", "kind"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("done_on", None)),
                                fields=["service", "due_on"],
                                name="care_step_to_do",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "acknowledgement",
                                            "hearing",
                                            "summons",
                                            "conciliation",
                                            "call_person",
                                            "call_professional",
                                            "other_professional",
                                            "meeting",
                                        ],
                                    )
                                ),
                                name="care_step_kind_known",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("source", ""), _negated=True),
                                fields=("refusal", "kind"),
                                name="care_step_legal_once",
                            ),
                        ],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="carerefusalstep",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "care_refusals_carerefusalstepevent" ("done_on", "due_on", "fund_id", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "refusal_id", "service_id", "source") VALUES (NEW."done_on", NEW."due_on", NEW."fund_id", NEW."id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."refusal_id", NEW."service_id", NEW."source"); RETURN NULL;',
                            hash="b8eedeb8d86c9056b81f4c64a82da3f6155d42dc",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_0cd71",
                            table="care_refusals_carerefusalstep",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="carerefusalstep",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."done_on" IS DISTINCT FROM (NEW."done_on") OR OLD."due_on" IS DISTINCT FROM (NEW."due_on") OR OLD."fund_id" IS DISTINCT FROM (NEW."fund_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."refusal_id" IS DISTINCT FROM (NEW."refusal_id") OR OLD."service_id" IS DISTINCT FROM (NEW."service_id") OR OLD."source" IS DISTINCT FROM (NEW."source"))',
                            func='INSERT INTO "care_refusals_carerefusalstepevent" ("done_on", "due_on", "fund_id", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "refusal_id", "service_id", "source") VALUES (NEW."done_on", NEW."due_on", NEW."fund_id", NEW."id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."refusal_id", NEW."service_id", NEW."source"); RETURN NULL;',
                            hash="63652dfe7ef22323a4777b2f2a424f8117f07413",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_7e7f9",
                            table="care_refusals_carerefusalstep",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.CreateModel(
                    name="CareRefusalStepEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField()),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.UUIDField(default=uuid.uuid4, serialize=False)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("acknowledgement", "Accuser réception et transmettre la plainte"),
                                    ("hearing", "Convoquer le professionnel"),
                                    ("summons", "Convoquer les parties à la conciliation"),
                                    ("conciliation", "Tenir la conciliation"),
                                    ("call_person", "Appeler la personne"),
                                    ("call_professional", "Appeler le professionnel"),
                                    ("other_professional", "Chercher un autre professionnel"),
                                    ("meeting", "Réunir les deux parties"),
                                ],
                                max_length=20,
                                verbose_name="étape",
                            ),
                        ),
                        ("due_on", models.DateField(verbose_name="avant le")),
                        ("source", models.CharField(blank=True, max_length=200, verbose_name="texte")),
                        ("done_on", models.DateField(null=True, verbose_name="faite le")),
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
                                to="care_refusals.carerefusalstep",
                            ),
                        ),
                        (
                            "refusal",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="care_refusals.carerefusal",
                                verbose_name="refus de soins",
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
            ],
        ),
    ]
