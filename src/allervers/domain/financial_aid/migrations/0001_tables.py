"""The tables of `financial_aid`, with their constraints, indexes and triggers."""

import uuid

import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.datetime
import django.utils.timezone
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import allervers.domain.people.models

from ...tables import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("documents", "0001_tables"),
        ("organisations", "0001_tables"),
        ("people", "0001_tables"),
    ]

    operations = [
        CreateTables(
            operations=[
                migrations.CreateModel(
                    name="FinancialAidRequest",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        ("reference", models.CharField(max_length=20, unique=True, verbose_name="référence")),
                        (
                            "received_on",
                            models.DateField(default=django.utils.timezone.localdate, verbose_name="reçue le"),
                        ),
                        (
                            "category",
                            models.CharField(
                                choices=[
                                    ("optical", "Lunettes et lentilles"),
                                    ("dental", "Soins et prothèses dentaires"),
                                    ("hearing", "Aides auditives"),
                                    ("supplies", "Fournitures non remboursées"),
                                    ("copayment", "Ticket modérateur et pharmacie"),
                                    ("hospital_daily_charge", "Forfait journalier hospitalier"),
                                    ("transport_lodging", "Transport et hébergement"),
                                    ("therapy", "Psychothérapie, psychomotricité, ergothérapie"),
                                    ("complementary", "Cotisation d’une complémentaire ou participation à la C2S"),
                                    ("emergency", "Secours d’urgence (alimentation, loyer, énergie)"),
                                ],
                                max_length=30,
                                verbose_name="nature de l’aide",
                            ),
                        ),
                        ("what_for", models.TextField(max_length=2000, verbose_name="ce qui est demandé")),
                        (
                            "scheme",
                            models.CharField(
                                choices=[
                                    ("insured", "Affiliée à la caisse, ou ayant droit de quelqu’un qui l’est"),
                                    ("ame", "Bénéficiaire de l’AME"),
                                    ("migrants", "Dispositif « Migrants »"),
                                    ("elsewhere", "Affiliée ailleurs, ou nulle part"),
                                    ("unknown", "À vérifier"),
                                ],
                                max_length=10,
                                verbose_name="situation à la caisse",
                            ),
                        ),
                        ("financial_difficulty", models.BooleanField(null=True, verbose_name="difficulté financière")),
                        ("comfort", models.BooleanField(null=True, verbose_name="confort ou esthétique")),
                        (
                            "social_evaluation_on",
                            models.DateField(null=True, verbose_name="évaluation du service social reçue le"),
                        ),
                        ("cost_cents", models.BigIntegerField(verbose_name="coût total en centimes")),
                        (
                            "health_insurance_cents",
                            models.BigIntegerField(default=0, verbose_name="part de l’Assurance Maladie en centimes"),
                        ),
                        (
                            "complementary_cents",
                            models.BigIntegerField(default=0, verbose_name="part de la complémentaire en centimes"),
                        ),
                        ("asked_cents", models.BigIntegerField(verbose_name="montant demandé en centimes")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "À l’étude"),
                                    ("granted", "Accordée"),
                                    ("refused", "Refusée"),
                                    ("withdrawn", "Retirée"),
                                ],
                                default="open",
                                max_length=10,
                                verbose_name="état",
                            ),
                        ),
                        ("ended_on", models.DateField(null=True, verbose_name="terminée le")),
                        (
                            "author",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="enregistrée par",
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
                        "verbose_name": "demande d’aide financière",
                        "ordering": ["received_on", "reference"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "open")),
                                fields=["service", "received_on"],
                                name="aid_request_open",
                            ),
                            models.Index(fields=["fund", "person"], name="aid_request_of_person"),
                            models.Index(
                                condition=models.Q(("ended_on__isnull", False)),
                                fields=["fund", "ended_on"],
                                name="aid_request_ended",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("service", "fund", "id"), name="aid_request_service_fund"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "category__in",
                                        [
                                            "optical",
                                            "dental",
                                            "hearing",
                                            "supplies",
                                            "copayment",
                                            "hospital_daily_charge",
                                            "transport_lodging",
                                            "therapy",
                                            "complementary",
                                            "emergency",
                                        ],
                                    )
                                ),
                                name="aid_request_category_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("scheme__in", ["insured", "ame", "migrants", "elsewhere", "unknown"])
                                ),
                                name="aid_request_scheme_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("what_for", ""), _negated=True), name="aid_request_says_what_for"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("complementary_cents__gte", 0), ("health_insurance_cents__gte", 0)),
                                name="aid_request_shares_not_negative",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("asked_cents__gte", 1),
                                    (
                                        "asked_cents__lte",
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                models.F("cost_cents"), "-", models.F("health_insurance_cents")
                                            ),
                                            "-",
                                            models.F("complementary_cents"),
                                        ),
                                    ),
                                ),
                                name="aid_request_asks_for_what_is_left",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_on", None), ("state", "open")),
                                    models.Q(
                                        ("ended_on__isnull", False), ("state__in", ["granted", "refused", "withdrawn"])
                                    ),
                                    _connector="OR",
                                ),
                                name="aid_request_ended_as_its_state_says",
                            ),
                        ],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="financialaidrequest",
                    trigger=pgtrigger.compiler.Trigger(
                        name="aid_request_states_follow_one_another",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{open:granted,open:refused,open:withdrawn,granted:refused,refused:granted}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="247f19271cef8faa1e298705b372babe5c50e9e6",
                            operation="UPDATE",
                            pgid="pgtrigger_aid_request_states_follow_one_another_30fcb",
                            table="financial_aid_financialaidrequest",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="financialaidrequest",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "financial_aid_financialaidrequestevent" ("asked_cents", "author_id", "category", "comfort", "complementary_cents", "cost_cents", "ended_on", "financial_difficulty", "fund_id", "health_insurance_cents", "id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_on", "reference", "scheme", "service_id", "social_evaluation_on", "state") VALUES (NEW."asked_cents", NEW."author_id", NEW."category", NEW."comfort", NEW."complementary_cents", NEW."cost_cents", NEW."ended_on", NEW."financial_difficulty", NEW."fund_id", NEW."health_insurance_cents", NEW."id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."received_on", NEW."reference", NEW."scheme", NEW."service_id", NEW."social_evaluation_on", NEW."state"); RETURN NULL;',
                            hash="995e0274e8a58d799093230f921b940925849bfd",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_09c97",
                            table="financial_aid_financialaidrequest",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="financialaidrequest",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."asked_cents" IS DISTINCT FROM (NEW."asked_cents") OR OLD."author_id" IS DISTINCT FROM (NEW."author_id") OR OLD."category" IS DISTINCT FROM (NEW."category") OR OLD."comfort" IS DISTINCT FROM (NEW."comfort") OR OLD."complementary_cents" IS DISTINCT FROM (NEW."complementary_cents") OR OLD."cost_cents" IS DISTINCT FROM (NEW."cost_cents") OR OLD."ended_on" IS DISTINCT FROM (NEW."ended_on") OR OLD."financial_difficulty" IS DISTINCT FROM (NEW."financial_difficulty") OR OLD."fund_id" IS DISTINCT FROM (NEW."fund_id") OR OLD."health_insurance_cents" IS DISTINCT FROM (NEW."health_insurance_cents") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."received_on" IS DISTINCT FROM (NEW."received_on") OR OLD."reference" IS DISTINCT FROM (NEW."reference") OR OLD."scheme" IS DISTINCT FROM (NEW."scheme") OR OLD."service_id" IS DISTINCT FROM (NEW."service_id") OR OLD."social_evaluation_on" IS DISTINCT FROM (NEW."social_evaluation_on") OR OLD."state" IS DISTINCT FROM (NEW."state"))',
                            func='INSERT INTO "financial_aid_financialaidrequestevent" ("asked_cents", "author_id", "category", "comfort", "complementary_cents", "cost_cents", "ended_on", "financial_difficulty", "fund_id", "health_insurance_cents", "id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_on", "reference", "scheme", "service_id", "social_evaluation_on", "state") VALUES (NEW."asked_cents", NEW."author_id", NEW."category", NEW."comfort", NEW."complementary_cents", NEW."cost_cents", NEW."ended_on", NEW."financial_difficulty", NEW."fund_id", NEW."health_insurance_cents", NEW."id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."received_on", NEW."reference", NEW."scheme", NEW."service_id", NEW."social_evaluation_on", NEW."state"); RETURN NULL;',
                            hash="e585027293955e68e864bd66a42771bcc5d79985",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_2e122",
                            table="financial_aid_financialaidrequest",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.CreateModel(
                    name="FinancialAidFunder",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        ("body", models.CharField(max_length=200, verbose_name="organisme")),
                        ("asked_on", models.DateField(verbose_name="sollicité le")),
                        (
                            "answer",
                            models.CharField(
                                choices=[
                                    ("waiting", "Réponse attendue"),
                                    ("granted", "Accord"),
                                    ("refused", "Refus"),
                                    ("not_concerned", "Non concerné"),
                                ],
                                default="waiting",
                                max_length=20,
                                verbose_name="réponse",
                            ),
                        ),
                        ("answered_on", models.DateField(null=True, verbose_name="répondu le")),
                        ("amount_cents", models.BigIntegerField(default=0, verbose_name="montant accordé en centimes")),
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
                            "request",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)ss",
                                to="financial_aid.financialaidrequest",
                                verbose_name="demande",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "organisme sollicité",
                        "ordering": ["asked_on", "body"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("body", ""), _negated=True), name="aid_funder_is_named"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("answer__in", ["waiting", "granted", "refused", "not_concerned"])),
                                name="aid_funder_answer_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answer", "waiting"), ("answered_on", None)),
                                    models.Q(
                                        models.Q(("answer", "waiting"), _negated=True),
                                        ("answered_on__gte", models.F("asked_on")),
                                        ("answered_on__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="aid_funder_answers_on_a_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("amount_cents__gte", 1), ("answer", "granted")),
                                    models.Q(models.Q(("answer", "granted"), _negated=True), ("amount_cents", 0)),
                                    _connector="OR",
                                ),
                                name="aid_funder_pays_when_it_grants",
                            ),
                        ],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="financialaidfunder",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "financial_aid_financialaidfunderevent" ("amount_cents", "answer", "answered_on", "asked_on", "body", "fund_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "request_id", "service_id") VALUES (NEW."amount_cents", NEW."answer", NEW."answered_on", NEW."asked_on", NEW."body", NEW."fund_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."request_id", NEW."service_id"); RETURN NULL;',
                            hash="853eb5314f6688fd96bb94de3298ea66370d8902",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_d5d0e",
                            table="financial_aid_financialaidfunder",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="financialaidfunder",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "financial_aid_financialaidfunderevent" ("amount_cents", "answer", "answered_on", "asked_on", "body", "fund_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "request_id", "service_id") VALUES (NEW."amount_cents", NEW."answer", NEW."answered_on", NEW."asked_on", NEW."body", NEW."fund_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."request_id", NEW."service_id"); RETURN NULL;',
                            hash="51bba6efef0b2a9aab6b4cb61580a3f1af9e9ebb",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_28d08",
                            table="financial_aid_financialaidfunder",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.CreateModel(
                    name="FinancialAidPaper",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("quote", "Devis"),
                                    ("invoice", "Facture"),
                                    ("bank", "Relevé d’identité bancaire"),
                                    ("resources", "Justificatif de ressources"),
                                    ("answer", "Réponse d’un autre organisme"),
                                    ("other", "Autre document"),
                                ],
                                max_length=10,
                                verbose_name="nature",
                            ),
                        ),
                        ("issuer", models.CharField(blank=True, max_length=200, verbose_name="émis par")),
                        ("number", models.CharField(blank=True, max_length=60, verbose_name="numéro")),
                        ("dated_on", models.DateField(null=True, verbose_name="daté du")),
                        ("amount_cents", models.BigIntegerField(null=True, verbose_name="montant en centimes")),
                        ("content_digest", models.BinaryField()),
                        ("in_use", models.BooleanField(default=True)),
                        (
                            "document",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="aid_paper",
                                to="documents.document",
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
                            "request",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)ss",
                                to="financial_aid.financialaidrequest",
                                verbose_name="demande",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "document d’une demande d’aide",
                        "ordering": ["kind", "dated_on"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["quote", "invoice", "bank", "resources", "answer", "other"])
                                ),
                                name="aid_paper_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "invoice"), _negated=True),
                                    models.Q(
                                        models.Q(("issuer", ""), _negated=True),
                                        ("amount_cents__gte", 1),
                                        ("amount_cents__isnull", False),
                                        ("dated_on__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="aid_paper_invoice_is_told",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("in_use", True), ("kind", "invoice")),
                                fields=("fund", "content_digest"),
                                name="aid_invoice_once",
                            ),
                            models.UniqueConstraint(
                                models.F("fund"),
                                allervers.domain.people.models.NameKey(models.F("issuer")),
                                models.F("number"),
                                condition=models.Q(
                                    ("in_use", True), ("kind", "invoice"), models.Q(("number", ""), _negated=True)
                                ),
                                name="aid_invoice_number_once",
                            ),
                        ],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="financialaidpaper",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "financial_aid_financialaidpaperevent" ("amount_cents", "dated_on", "document_id", "fund_id", "id", "in_use", "issuer", "kind", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "request_id", "service_id") VALUES (NEW."amount_cents", NEW."dated_on", NEW."document_id", NEW."fund_id", NEW."id", NEW."in_use", NEW."issuer", NEW."kind", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."request_id", NEW."service_id"); RETURN NULL;',
                            hash="6b95bde6f8b63885dd9187a1eaa52e65741fba53",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_90b69",
                            table="financial_aid_financialaidpaper",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="financialaidpaper",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."amount_cents" IS DISTINCT FROM (NEW."amount_cents") OR OLD."dated_on" IS DISTINCT FROM (NEW."dated_on") OR OLD."document_id" IS DISTINCT FROM (NEW."document_id") OR OLD."fund_id" IS DISTINCT FROM (NEW."fund_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."in_use" IS DISTINCT FROM (NEW."in_use") OR OLD."issuer" IS DISTINCT FROM (NEW."issuer") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."request_id" IS DISTINCT FROM (NEW."request_id") OR OLD."service_id" IS DISTINCT FROM (NEW."service_id"))',
                            func='INSERT INTO "financial_aid_financialaidpaperevent" ("amount_cents", "dated_on", "document_id", "fund_id", "id", "in_use", "issuer", "kind", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "request_id", "service_id") VALUES (NEW."amount_cents", NEW."dated_on", NEW."document_id", NEW."fund_id", NEW."id", NEW."in_use", NEW."issuer", NEW."kind", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."request_id", NEW."service_id"); RETURN NULL;',
                            hash="287ebf58f0dc0ebfc92eae09e9da57632d04e010",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_fe851",
                            table="financial_aid_financialaidpaper",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.CreateModel(
                    name="FinancialAidPaperEvent",
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
                                    ("quote", "Devis"),
                                    ("invoice", "Facture"),
                                    ("bank", "Relevé d’identité bancaire"),
                                    ("resources", "Justificatif de ressources"),
                                    ("answer", "Réponse d’un autre organisme"),
                                    ("other", "Autre document"),
                                ],
                                max_length=10,
                                verbose_name="nature",
                            ),
                        ),
                        ("issuer", models.CharField(blank=True, max_length=200, verbose_name="émis par")),
                        ("number", models.CharField(blank=True, max_length=60, verbose_name="numéro")),
                        ("dated_on", models.DateField(null=True, verbose_name="daté du")),
                        ("amount_cents", models.BigIntegerField(null=True, verbose_name="montant en centimes")),
                        ("in_use", models.BooleanField(default=True)),
                        (
                            "document",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="documents.document",
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
                                to="financial_aid.financialaidpaper",
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
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="FinancialAidFunderEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField()),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.UUIDField(default=uuid.uuid4, serialize=False)),
                        ("body", models.CharField(max_length=200, verbose_name="organisme")),
                        ("asked_on", models.DateField(verbose_name="sollicité le")),
                        (
                            "answer",
                            models.CharField(
                                choices=[
                                    ("waiting", "Réponse attendue"),
                                    ("granted", "Accord"),
                                    ("refused", "Refus"),
                                    ("not_concerned", "Non concerné"),
                                ],
                                default="waiting",
                                max_length=20,
                                verbose_name="réponse",
                            ),
                        ),
                        ("answered_on", models.DateField(null=True, verbose_name="répondu le")),
                        ("amount_cents", models.BigIntegerField(default=0, verbose_name="montant accordé en centimes")),
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
                                to="financial_aid.financialaidfunder",
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
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="FinancialAidRequestEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField()),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.UUIDField(default=uuid.uuid4, serialize=False)),
                        ("reference", models.CharField(max_length=20, verbose_name="référence")),
                        (
                            "received_on",
                            models.DateField(default=django.utils.timezone.localdate, verbose_name="reçue le"),
                        ),
                        (
                            "category",
                            models.CharField(
                                choices=[
                                    ("optical", "Lunettes et lentilles"),
                                    ("dental", "Soins et prothèses dentaires"),
                                    ("hearing", "Aides auditives"),
                                    ("supplies", "Fournitures non remboursées"),
                                    ("copayment", "Ticket modérateur et pharmacie"),
                                    ("hospital_daily_charge", "Forfait journalier hospitalier"),
                                    ("transport_lodging", "Transport et hébergement"),
                                    ("therapy", "Psychothérapie, psychomotricité, ergothérapie"),
                                    ("complementary", "Cotisation d’une complémentaire ou participation à la C2S"),
                                    ("emergency", "Secours d’urgence (alimentation, loyer, énergie)"),
                                ],
                                max_length=30,
                                verbose_name="nature de l’aide",
                            ),
                        ),
                        (
                            "scheme",
                            models.CharField(
                                choices=[
                                    ("insured", "Affiliée à la caisse, ou ayant droit de quelqu’un qui l’est"),
                                    ("ame", "Bénéficiaire de l’AME"),
                                    ("migrants", "Dispositif « Migrants »"),
                                    ("elsewhere", "Affiliée ailleurs, ou nulle part"),
                                    ("unknown", "À vérifier"),
                                ],
                                max_length=10,
                                verbose_name="situation à la caisse",
                            ),
                        ),
                        ("financial_difficulty", models.BooleanField(null=True, verbose_name="difficulté financière")),
                        ("comfort", models.BooleanField(null=True, verbose_name="confort ou esthétique")),
                        (
                            "social_evaluation_on",
                            models.DateField(null=True, verbose_name="évaluation du service social reçue le"),
                        ),
                        ("cost_cents", models.BigIntegerField(verbose_name="coût total en centimes")),
                        (
                            "health_insurance_cents",
                            models.BigIntegerField(default=0, verbose_name="part de l’Assurance Maladie en centimes"),
                        ),
                        (
                            "complementary_cents",
                            models.BigIntegerField(default=0, verbose_name="part de la complémentaire en centimes"),
                        ),
                        ("asked_cents", models.BigIntegerField(verbose_name="montant demandé en centimes")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "À l’étude"),
                                    ("granted", "Accordée"),
                                    ("refused", "Refusée"),
                                    ("withdrawn", "Retirée"),
                                ],
                                default="open",
                                max_length=10,
                                verbose_name="état",
                            ),
                        ),
                        ("ended_on", models.DateField(null=True, verbose_name="terminée le")),
                        (
                            "author",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="enregistrée par",
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
                                to="financial_aid.financialaidrequest",
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
                    name="FinancialAidBudget",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        ("year", models.PositiveSmallIntegerField(verbose_name="année")),
                        (
                            "category",
                            models.CharField(
                                choices=[
                                    ("optical", "Lunettes et lentilles"),
                                    ("dental", "Soins et prothèses dentaires"),
                                    ("hearing", "Aides auditives"),
                                    ("supplies", "Fournitures non remboursées"),
                                    ("copayment", "Ticket modérateur et pharmacie"),
                                    ("hospital_daily_charge", "Forfait journalier hospitalier"),
                                    ("transport_lodging", "Transport et hébergement"),
                                    ("therapy", "Psychothérapie, psychomotricité, ergothérapie"),
                                    ("complementary", "Cotisation d’une complémentaire ou participation à la C2S"),
                                    ("emergency", "Secours d’urgence (alimentation, loyer, énergie)"),
                                ],
                                max_length=30,
                                verbose_name="nature de l’aide",
                            ),
                        ),
                        ("allocated_cents", models.BigIntegerField(default=0, verbose_name="alloué en centimes")),
                        ("reserved_cents", models.BigIntegerField(default=0, verbose_name="réservé en centimes")),
                        ("paid_cents", models.BigIntegerField(default=0, verbose_name="payé en centimes")),
                        (
                            "free_cents",
                            models.GeneratedField(
                                db_persist=True,
                                expression=django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("allocated_cents"), "-", models.F("reserved_cents")
                                    ),
                                    "-",
                                    models.F("paid_cents"),
                                ),
                                output_field=models.BigIntegerField(verbose_name="libre en centimes"),
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
                        "verbose_name": "budget des aides",
                        "ordering": ["-year", "category"],
                        "constraints": [
                            models.UniqueConstraint(fields=("service", "fund", "id"), name="aid_budget_service_fund"),
                            models.UniqueConstraint(
                                fields=("service", "fund", "year", "category"), name="aid_budget_once_a_year"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "category__in",
                                        [
                                            "optical",
                                            "dental",
                                            "hearing",
                                            "supplies",
                                            "copayment",
                                            "hospital_daily_charge",
                                            "transport_lodging",
                                            "therapy",
                                            "complementary",
                                            "emergency",
                                        ],
                                    )
                                ),
                                name="aid_budget_category_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("year__gte", 2019), ("year__lte", 2099)),
                                name="aid_budget_year_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("paid_cents__gte", 0),
                                    ("reserved_cents__gte", 0),
                                    (
                                        "allocated_cents__gte",
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("reserved_cents"), "+", models.F("paid_cents")
                                        ),
                                    ),
                                ),
                                name="aid_budget_never_below_zero",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FinancialAidLink",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        (
                            "kind",
                            models.CharField(
                                choices=[("self", "C’est moi"), ("relative", "C’est un proche")],
                                max_length=10,
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
                                verbose_name="membre",
                            ),
                        ),
                        (
                            "declared_by",
                            models.ForeignKey(
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
                        "verbose_name": "lien déclaré avec une personne",
                        "constraints": [
                            models.UniqueConstraint(fields=("account", "person"), name="aid_link_once"),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["self", "relative"])), name="aid_link_kind_known"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FinancialAidMovement",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("allocate", "Alloué"),
                                    ("reserve", "Réservé"),
                                    ("pay", "Payé"),
                                    ("release", "Libéré"),
                                ],
                                max_length=10,
                                verbose_name="mouvement",
                            ),
                        ),
                        ("amount_cents", models.BigIntegerField(verbose_name="montant en centimes")),
                        ("cause", models.UUIDField(null=True, verbose_name="décision")),
                        ("why", models.CharField(blank=True, max_length=300, verbose_name="pourquoi")),
                        (
                            "at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="le"
                            ),
                        ),
                        (
                            "budget",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="movements",
                                to="financial_aid.financialaidbudget",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
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
                    ],
                    options={
                        "verbose_name": "mouvement d’un budget",
                        "ordering": ["-at"],
                        "constraints": [
                            models.UniqueConstraint(fields=("cause", "kind"), name="aid_movement_once_for_a_cause"),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["allocate", "reserve", "pay", "release"])),
                                name="aid_movement_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("cause", None),
                                        ("kind", "allocate"),
                                        models.Q(("why", ""), _negated=True),
                                        models.Q(("amount_cents", 0), _negated=True),
                                    ),
                                    models.Q(
                                        models.Q(("kind", "allocate"), _negated=True),
                                        ("amount_cents__gte", 1),
                                        ("cause__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="aid_movement_says_why_or_for_what",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FinancialAidSession",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        ("held_on", models.DateField(verbose_name="se tient le")),
                        ("quorum", models.PositiveSmallIntegerField(verbose_name="quorum")),
                        (
                            "urgent_cap_cents",
                            models.BigIntegerField(default=0, verbose_name="plafond d’une aide urgente en centimes"),
                        ),
                        ("closed_at", models.DateTimeField(null=True, verbose_name="close le")),
                        (
                            "minutes_sha256",
                            models.CharField(blank=True, max_length=64, verbose_name="empreinte du procès-verbal"),
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
                            "minutes",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="aid_minutes",
                                to="documents.document",
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
                        "verbose_name": "séance de la commission",
                        "ordering": ["-held_on"],
                        "constraints": [
                            models.UniqueConstraint(fields=("service", "fund", "id"), name="aid_session_service_fund"),
                            models.UniqueConstraint(fields=("service", "held_on"), name="aid_session_once_a_day"),
                            models.CheckConstraint(
                                condition=models.Q(("quorum__gte", 1), ("urgent_cap_cents__gte", 0)),
                                name="aid_session_has_a_quorum",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("closed_at", None), ("minutes", None), ("minutes_sha256", "")),
                                    models.Q(
                                        ("closed_at__isnull", False),
                                        ("minutes__isnull", False),
                                        ("minutes_sha256__regex", "^[0-9a-f]{64}$"),
                                    ),
                                    _connector="OR",
                                ),
                                name="aid_session_closes_with_its_minutes",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FinancialAidDecision",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        ("granted", models.BooleanField(verbose_name="accordée")),
                        ("amount_cents", models.BigIntegerField(default=0, verbose_name="montant accordé en centimes")),
                        ("reason", models.TextField(max_length=2000, verbose_name="motif")),
                        ("votes_for", models.PositiveSmallIntegerField(default=0, verbose_name="voix pour")),
                        ("votes_against", models.PositiveSmallIntegerField(default=0, verbose_name="voix contre")),
                        ("abstentions", models.PositiveSmallIntegerField(default=0, verbose_name="abstentions")),
                        (
                            "decided_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="décidée le"
                            ),
                        ),
                        (
                            "corrects",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="corrected_by",
                                to="financial_aid.financialaiddecision",
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="enregistrée par",
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
                        (
                            "delegated_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="financial_aid.financialaidsession",
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="financial_aid.financialaidsession",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "décision d’aide",
                        "ordering": ["decided_at"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("corrects", None)),
                                fields=("request",),
                                name="aid_decision_first_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason__regex", "\\S")), name="aid_decision_has_a_reason"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("amount_cents__gte", 1), ("granted", True)),
                                    models.Q(("amount_cents", 0), ("granted", False)),
                                    _connector="OR",
                                ),
                                name="aid_decision_amount_as_granted",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("corrects", models.F("id")), _negated=True),
                                name="aid_decision_not_of_itself",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("session", None), ("delegated_by", None), _connector="XOR"),
                                name="aid_decision_in_a_session_or_delegated",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FinancialAidLetter",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        ("written_on", models.DateField(verbose_name="écrite le")),
                        ("content", models.JSONField(verbose_name="mots")),
                        ("sha256", models.CharField(max_length=64, verbose_name="empreinte")),
                        (
                            "decision",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="letter",
                                to="financial_aid.financialaiddecision",
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
                        "verbose_name": "lettre de décision d’aide",
                    },
                ),
                migrations.CreateModel(
                    name="FinancialAidSeat",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                        (
                            "account",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="membre",
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
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)ss",
                                to="financial_aid.financialaidsession",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "membre présent",
                        "constraints": [models.UniqueConstraint(fields=("session", "account"), name="aid_seat_once")],
                    },
                ),
                migrations.CreateModel(
                    name="FinancialAidRatification",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        ("ratified", models.BooleanField(verbose_name="ratifiée")),
                        ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                        (
                            "decision",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ratification",
                                to="financial_aid.financialaiddecision",
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
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="financial_aid.financialaidsession",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "ratification d’une aide urgente",
                    },
                ),
                migrations.CreateModel(
                    name="FinancialAidAgendaLine",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        ("place", models.PositiveSmallIntegerField(verbose_name="rang")),
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
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lines",
                                to="financial_aid.financialaidsession",
                            ),
                        ),
                        (
                            "review_reason",
                            models.TextField(blank=True, max_length=2000, verbose_name="motif du réexamen"),
                        ),
                    ],
                    options={
                        "verbose_name": "point de l’ordre du jour",
                        "ordering": ["place"],
                        "constraints": [
                            models.UniqueConstraint(fields=("session", "request"), name="aid_line_once_in_a_session")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FinancialAidVote",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        (
                            "choice",
                            models.CharField(
                                choices=[("for", "Pour"), ("against", "Contre"), ("abstain", "Abstention")],
                                max_length=10,
                                verbose_name="vote",
                            ),
                        ),
                        ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                        (
                            "account",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="membre",
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
                            "line",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="votes",
                                to="financial_aid.financialaidagendaline",
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
                        "verbose_name": "vote",
                        "constraints": [
                            models.UniqueConstraint(fields=("line", "account"), name="aid_vote_once"),
                            models.CheckConstraint(
                                condition=models.Q(("choice__in", ["for", "against", "abstain"])),
                                name="aid_vote_choice_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FinancialAidBatch",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        (
                            "made_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="fait le"
                            ),
                        ),
                        ("execute_on", models.DateField(verbose_name="à exécuter le")),
                        ("debtor_name", models.CharField(max_length=70, verbose_name="titulaire du compte payeur")),
                        ("debtor_iban", models.CharField(max_length=34, verbose_name="IBAN payeur")),
                        ("debtor_bic", models.CharField(max_length=11, verbose_name="BIC payeur")),
                        ("count", models.PositiveIntegerField(verbose_name="virements")),
                        ("total_cents", models.BigIntegerField(verbose_name="total en centimes")),
                        ("content_encrypted", models.BinaryField(null=True)),
                        ("sha256", models.CharField(max_length=64, verbose_name="empreinte")),
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
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="fait par",
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
                        "verbose_name": "lot de virements",
                        "ordering": ["-made_at"],
                        "constraints": [
                            models.UniqueConstraint(fields=("service", "fund", "id"), name="aid_batch_service_fund"),
                            models.CheckConstraint(
                                condition=models.Q(("count__gte", 1), ("total_cents__gte", 1)),
                                name="aid_batch_pays_something",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FinancialAidPayee",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        (
                            "kind",
                            models.CharField(
                                choices=[("person", "À la personne"), ("supplier", "Au fournisseur")],
                                max_length=10,
                                verbose_name="à qui",
                            ),
                        ),
                        ("name", models.CharField(max_length=70, verbose_name="titulaire du compte")),
                        ("iban_encrypted", models.BinaryField()),
                        ("iban_end", models.CharField(max_length=4, verbose_name="fin de l’IBAN")),
                        ("entered_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                        (
                            "confirmed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="confirmé par",
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="saisi par",
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
                            "replaces",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="replaced_by",
                                to="financial_aid.financialaidpayee",
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
                        "verbose_name": "compte à payer",
                        "ordering": ["-entered_at"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("replaces", None)), fields=("request",), name="aid_payee_first_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["person", "supplier"])), name="aid_payee_kind_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("name", ""), _negated=True), name="aid_payee_is_named"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("confirmed_by", None),
                                    models.Q(("confirmed_by", models.F("entered_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="aid_payee_confirmed_by_another",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FinancialAidPayment",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        (
                            "end_to_end",
                            models.CharField(max_length=35, unique=True, verbose_name="référence du virement"),
                        ),
                        ("amount_cents", models.BigIntegerField(verbose_name="montant en centimes")),
                        (
                            "state",
                            models.CharField(
                                choices=[("sent", "Envoyé"), ("paid", "Payé"), ("rejected", "Rejeté")],
                                default="sent",
                                max_length=10,
                                verbose_name="état",
                            ),
                        ),
                        ("settled_on", models.DateField(null=True, verbose_name="réponse du")),
                        ("why", models.CharField(blank=True, max_length=140, verbose_name="motif du rejet")),
                        (
                            "batch",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="payments",
                                to="financial_aid.financialaidbatch",
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="payments",
                                to="financial_aid.financialaiddecision",
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
                            "payee",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="financial_aid.financialaidpayee",
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
                        "verbose_name": "virement",
                        "ordering": ["end_to_end"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["sent", "paid"])),
                                fields=("decision",),
                                name="aid_payment_one_alive",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("amount_cents__gte", 1)), name="aid_payment_amount"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("settled_on", None), ("state", "sent")),
                                    models.Q(("settled_on__isnull", False), ("state__in", ["paid", "rejected"])),
                                    _connector="OR",
                                ),
                                name="aid_payment_settled_as_its_state_says",
                            ),
                        ],
                    },
                ),
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
            ],
        ),
    ]
