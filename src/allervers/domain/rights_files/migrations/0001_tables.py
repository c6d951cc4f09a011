"""The tables of `rights_files`, with their constraints, indexes and triggers."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

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
                    name="RightsFile",
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
                        ("reference", models.CharField(max_length=20, unique=True, verbose_name="référence")),
                        (
                            "right",
                            models.CharField(
                                choices=[
                                    ("c2s", "Complémentaire santé solidaire (S3711)"),
                                    ("ame", "Aide médicale de l’État (cerfa 11573)"),
                                    ("puma", "Ouverture des droits de base (S1106)"),
                                    ("own_title", "Droits à titre personnel dès 16 ans (S1110)"),
                                    ("child_attachment", "Rattachement d’un enfant (S3705)"),
                                    ("departure", "Départ de France (S1105)"),
                                    ("eu_inactive", "Européen inactif (formulaire 710)"),
                                ],
                                max_length=20,
                                verbose_name="droit demandé",
                            ),
                        ),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("desk", "à l’accueil"),
                                    ("post", "par courrier"),
                                    ("email", "par courriel"),
                                    ("online", "en ligne"),
                                    ("hospital", "par un hôpital"),
                                    ("association", "par une association"),
                                    ("france_services", "par France Services"),
                                    ("pass_de_ville", "par une permanence d’accès aux soins de ville"),
                                    ("control", "droit déjà ouvert, repris pour un contrôle"),
                                ],
                                max_length=20,
                                verbose_name="reçu",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "en préparation"),
                                    ("deposited", "déposé"),
                                    ("documents_requested", "documents demandés"),
                                    ("under_examination", "en cours d’examen"),
                                    ("awaiting_adhesion", "bulletin d’adhésion attendu"),
                                    ("awaiting_portability", "réponse de l’autre État attendue"),
                                    ("decided", "décidé"),
                                    ("closed_without_follow_up", "classé sans suite"),
                                    ("withdrawn", "retiré"),
                                ],
                                max_length=30,
                                verbose_name="état",
                            ),
                        ),
                        ("status_since", models.DateField(verbose_name="depuis le")),
                        ("received_on", models.DateField(verbose_name="reçu le")),
                        (
                            "deposited_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="déposé le"
                            ),
                        ),
                        ("deposit_digest", models.CharField(editable=False, max_length=64)),
                        ("situation", models.JSONField(verbose_name="situation")),
                        ("law_version", models.CharField(max_length=80, verbose_name="version de la loi")),
                        (
                            "care_need_certified",
                            models.BooleanField(default=False, verbose_name="besoin de soins certifié"),
                        ),
                        ("first_request", models.BooleanField(null=True, verbose_name="première demande")),
                        ("helper_organisation", models.CharField(blank=True, max_length=200, verbose_name="aidé par")),
                        (
                            "helper_name",
                            models.CharField(blank=True, max_length=150, verbose_name="nom de la personne qui aide"),
                        ),
                        (
                            "helper_may_receive_copies",
                            models.BooleanField(default=False, verbose_name="peut recevoir les copies"),
                        ),
                        (
                            "basis",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("mandate", "mandat de la personne"),
                                    ("family", "membre de la famille"),
                                    ("guardian", "représentant légal"),
                                    ("hospital", "établissement de santé"),
                                    ("agreement", "accord de la personne"),
                                ],
                                max_length=20,
                                verbose_name="à quel titre",
                            ),
                        ),
                        ("complete_since", models.DateField(null=True, verbose_name="complet depuis le")),
                        ("portability_asked_on", models.DateField(null=True, verbose_name="autre État interrogé le")),
                        ("due_on", models.DateField(null=True, verbose_name="à traiter avant le")),
                        (
                            "updated_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="modifié le"
                            ),
                        ),
                        (
                            "deposited_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="déposé par",
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
                            "handled_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.organisation",
                                verbose_name="examiné par",
                            ),
                        ),
                        (
                            "officer",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="gestionnaire",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rights_files",
                                to="people.person",
                                verbose_name="personne",
                            ),
                        ),
                        ("missing_told_on", models.DateField(null=True, verbose_name="manques dits le")),
                        ("details", models.JSONField(blank=True, default=dict, verbose_name="autres réponses")),
                    ],
                    options={
                        "verbose_name": "dossier de droits",
                        "abstract": False,
                        "indexes": [
                            models.Index(
                                condition=models.Q(
                                    ("status__in", ["decided", "closed_without_follow_up", "withdrawn", "draft"]),
                                    _negated=True,
                                ),
                                fields=["fund", "due_on", "id"],
                                name="rightsfile_queue",
                            ),
                            models.Index(
                                condition=models.Q(("handled_by__isnull", False)),
                                fields=["handled_by", "due_on"],
                                name="rightsfile_handled",
                            ),
                            models.Index(fields=["person"], name="rightsfile_by_person"),
                            models.Index(fields=["deposited_by", "-deposited_at"], name="rightsfile_by_depositor"),
                            models.Index(fields=["fund", "updated_at", "id"], name="rightsfile_by_change"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("nir_digest__isnull", True), ("nir_encrypted__isnull", True)),
                                    models.Q(("nir_digest__isnull", False), ("nir_encrypted__isnull", False)),
                                    _connector="OR",
                                ),
                                name="rightsfile_nir_and_digest_together",
                            ),
                            models.UniqueConstraint(fields=("fund", "id"), name="rightsfile_fund_id"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("handled_by__isnull", True),
                                    models.Q(("handled_by", models.F("fund")), _negated=True),
                                    _connector="OR",
                                ),
                                name="rightsfile_handled_by_another",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("person__isnull", False),
                                    models.Q(
                                        ("status__in", ["under_examination", "awaiting_adhesion", "decided"]),
                                        _negated=True,
                                    ),
                                    _connector="OR",
                                ),
                                name="rightsfile_examined_for_somebody",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "channel__in",
                                        [
                                            "desk",
                                            "post",
                                            "email",
                                            "online",
                                            "hospital",
                                            "association",
                                            "france_services",
                                            "pass_de_ville",
                                            "control",
                                        ],
                                    ),
                                    (
                                        "right__in",
                                        [
                                            "c2s",
                                            "ame",
                                            "puma",
                                            "own_title",
                                            "child_attachment",
                                            "departure",
                                            "eu_inactive",
                                        ],
                                    ),
                                    (
                                        "status__in",
                                        [
                                            "draft",
                                            "deposited",
                                            "documents_requested",
                                            "under_examination",
                                            "awaiting_adhesion",
                                            "awaiting_portability",
                                            "decided",
                                            "closed_without_follow_up",
                                            "withdrawn",
                                        ],
                                    ),
                                    ("basis__in", ["", "mandate", "family", "guardian", "hospital", "agreement"]),
                                ),
                                name="rightsfile_codes_known",
                            ),
                        ],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="rightsfile",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "rights_files_rightsfileevent" ("basis", "birth_date", "birth_name", "care_need_certified", "channel", "complete_since", "deposit_digest", "deposited_at", "deposited_by_id", "due_on", "email", "first_name", "first_request", "fund_id", "handled_by_id", "helper_may_receive_copies", "helper_name", "helper_organisation", "id", "interpreter_needed", "language", "language_note", "law_version", "missing_told_on", "officer_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "portability_asked_on", "postal_address", "received_on", "reference", "right", "sex", "status", "status_since", "updated_at", "usage_name") VALUES (NEW."basis", NEW."birth_date", NEW."birth_name", NEW."care_need_certified", NEW."channel", NEW."complete_since", NEW."deposit_digest", NEW."deposited_at", NEW."deposited_by_id", NEW."due_on", NEW."email", NEW."first_name", NEW."first_request", NEW."fund_id", NEW."handled_by_id", NEW."helper_may_receive_copies", NEW."helper_name", NEW."helper_organisation", NEW."id", NEW."interpreter_needed", NEW."language", NEW."language_note", NEW."law_version", NEW."missing_told_on", NEW."officer_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."phone", NEW."portability_asked_on", NEW."postal_address", NEW."received_on", NEW."reference", NEW."right", NEW."sex", NEW."status", NEW."status_since", NEW."updated_at", NEW."usage_name"); RETURN NULL;',
                            hash="ff6f9693a61565195152cf551b8f7971129fcc55",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_9f328",
                            table="rights_files_rightsfile",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="rightsfile",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."basis" IS DISTINCT FROM (NEW."basis") OR OLD."birth_date" IS DISTINCT FROM (NEW."birth_date") OR OLD."birth_name" IS DISTINCT FROM (NEW."birth_name") OR OLD."care_need_certified" IS DISTINCT FROM (NEW."care_need_certified") OR OLD."channel" IS DISTINCT FROM (NEW."channel") OR OLD."complete_since" IS DISTINCT FROM (NEW."complete_since") OR OLD."deposit_digest" IS DISTINCT FROM (NEW."deposit_digest") OR OLD."deposited_at" IS DISTINCT FROM (NEW."deposited_at") OR OLD."deposited_by_id" IS DISTINCT FROM (NEW."deposited_by_id") OR OLD."due_on" IS DISTINCT FROM (NEW."due_on") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."first_name" IS DISTINCT FROM (NEW."first_name") OR OLD."first_request" IS DISTINCT FROM (NEW."first_request") OR OLD."fund_id" IS DISTINCT FROM (NEW."fund_id") OR OLD."handled_by_id" IS DISTINCT FROM (NEW."handled_by_id") OR OLD."helper_may_receive_copies" IS DISTINCT FROM (NEW."helper_may_receive_copies") OR OLD."helper_name" IS DISTINCT FROM (NEW."helper_name") OR OLD."helper_organisation" IS DISTINCT FROM (NEW."helper_organisation") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."interpreter_needed" IS DISTINCT FROM (NEW."interpreter_needed") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."language_note" IS DISTINCT FROM (NEW."language_note") OR OLD."law_version" IS DISTINCT FROM (NEW."law_version") OR OLD."missing_told_on" IS DISTINCT FROM (NEW."missing_told_on") OR OLD."officer_id" IS DISTINCT FROM (NEW."officer_id") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."phone" IS DISTINCT FROM (NEW."phone") OR OLD."portability_asked_on" IS DISTINCT FROM (NEW."portability_asked_on") OR OLD."postal_address" IS DISTINCT FROM (NEW."postal_address") OR OLD."received_on" IS DISTINCT FROM (NEW."received_on") OR OLD."reference" IS DISTINCT FROM (NEW."reference") OR OLD."right" IS DISTINCT FROM (NEW."right") OR OLD."sex" IS DISTINCT FROM (NEW."sex") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."status_since" IS DISTINCT FROM (NEW."status_since") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at") OR OLD."usage_name" IS DISTINCT FROM (NEW."usage_name"))',
                            func='INSERT INTO "rights_files_rightsfileevent" ("basis", "birth_date", "birth_name", "care_need_certified", "channel", "complete_since", "deposit_digest", "deposited_at", "deposited_by_id", "due_on", "email", "first_name", "first_request", "fund_id", "handled_by_id", "helper_may_receive_copies", "helper_name", "helper_organisation", "id", "interpreter_needed", "language", "language_note", "law_version", "missing_told_on", "officer_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "portability_asked_on", "postal_address", "received_on", "reference", "right", "sex", "status", "status_since", "updated_at", "usage_name") VALUES (NEW."basis", NEW."birth_date", NEW."birth_name", NEW."care_need_certified", NEW."channel", NEW."complete_since", NEW."deposit_digest", NEW."deposited_at", NEW."deposited_by_id", NEW."due_on", NEW."email", NEW."first_name", NEW."first_request", NEW."fund_id", NEW."handled_by_id", NEW."helper_may_receive_copies", NEW."helper_name", NEW."helper_organisation", NEW."id", NEW."interpreter_needed", NEW."language", NEW."language_note", NEW."law_version", NEW."missing_told_on", NEW."officer_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."phone", NEW."portability_asked_on", NEW."postal_address", NEW."received_on", NEW."reference", NEW."right", NEW."sex", NEW."status", NEW."status_since", NEW."updated_at", NEW."usage_name"); RETURN NULL;',
                            hash="1b932399c5ffda7907bc6795d4db9c23e73a3700",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_3c973",
                            table="rights_files_rightsfile",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.CreateModel(
                    name="RequiredPaper",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=50)),
                        ("of_person", models.CharField(blank=True, max_length=60, verbose_name="de qui")),
                        ("place", models.PositiveSmallIntegerField(verbose_name="rang")),
                        ("label", models.CharField(max_length=500, verbose_name="document")),
                        (
                            "intention",
                            models.CharField(
                                choices=[("first", "première intention"), ("second", "seconde intention")], max_length=6
                            ),
                        ),
                        ("accepted", models.JSONField(default=list, verbose_name="ce qui convient")),
                        ("detail", models.CharField(blank=True, max_length=300, verbose_name="précision")),
                        ("condition", models.CharField(blank=True, max_length=500, verbose_name="seulement")),
                        ("newer_than_months", models.PositiveSmallIntegerField(null=True)),
                        (
                            "impossible_why",
                            models.CharField(blank=True, max_length=300, verbose_name="impossible à fournir"),
                        ),
                        ("by_itself", models.BooleanField(default=False)),
                        ("not_concerned", models.BooleanField(default=False)),
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
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="%(class)ss",
                                to="rights_files.rightsfile",
                                verbose_name="dossier",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "document attendu",
                        "ordering": ["place"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("not_concerned", False),
                                    models.Q(("condition", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="required_paper_settled",
                            ),
                            models.UniqueConstraint(fields=("file", "code", "of_person"), name="required_paper_once"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PapersRequest",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        ("asked_on", models.DateField(verbose_name="demandés le")),
                        ("answer_due_on", models.DateField(verbose_name="attendus avant le")),
                        ("closes_on", models.DateField(null=True, verbose_name="dossier classé le")),
                        ("reminded_on", models.DateField(null=True, verbose_name="rappelés le")),
                        ("revoked_on", models.DateField(null=True, verbose_name="demande annulée le")),
                        ("answered_on", models.DateField(null=True, verbose_name="reçus le")),
                        (
                            "author",
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
                            "papers",
                            models.ManyToManyField(
                                related_name="requests",
                                through="rights_files.RequestedPaper",
                                to="rights_files.requiredpaper",
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="%(class)ss",
                                to="rights_files.rightsfile",
                                verbose_name="dossier",
                            ),
                        ),
                        (
                            "file_bound",
                            models.BooleanField(editable=False, null=True, verbose_name="dossier opposable"),
                        ),
                    ],
                    options={
                        "verbose_name": "demande de documents",
                        "ordering": ["asked_on"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("answered_on__isnull", True), ("revoked_on__isnull", True)),
                                fields=["fund", "answer_due_on"],
                                name="papers_request_open",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("revoked_on__isnull", True), ("answered_on__isnull", True), _connector="OR"
                                ),
                                name="papers_request_ends_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("answer_due_on__gte", models.F("asked_on"))),
                                name="papers_request_in_order",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RequestedPaper",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="lines",
                                to="rights_files.papersrequest",
                            ),
                        ),
                        (
                            "required",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="rights_files.requiredpaper",
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="%(class)ss",
                                to="rights_files.rightsfile",
                                verbose_name="dossier",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "document demandé",
                        "constraints": [
                            models.UniqueConstraint(fields=("request", "required"), name="requested_paper_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Letter",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("acknowledgement", "Accusé de réception"),
                                    ("papers_requested", "Documents demandés"),
                                    ("papers_reminder", "Rappel des documents demandés"),
                                    ("decision", "Décision"),
                                    ("adhesion", "Bulletin d’adhésion à renvoyer"),
                                    ("closed", "Dossier classé sans suite"),
                                    ("renewal", "Renouvellement"),
                                    ("control", "Contrôle de vos droits"),
                                    ("closing", "Fermeture de vos droits"),
                                    ("appeal", "Recours reçu"),
                                    ("appeal_answer", "Réponse au recours"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("cause", models.UUIDField()),
                        ("written_on", models.DateField(verbose_name="du")),
                        ("content", models.JSONField()),
                        ("sha256", models.CharField(max_length=64)),
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
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="%(class)ss",
                                to="rights_files.rightsfile",
                                verbose_name="dossier",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "courrier",
                        "ordering": ["written_on", "kind"],
                        "constraints": [
                            models.UniqueConstraint(fields=("file", "kind", "cause"), name="letter_once_for_its_cause"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "acknowledgement",
                                            "papers_requested",
                                            "papers_reminder",
                                            "decision",
                                            "adhesion",
                                            "closed",
                                            "renewal",
                                            "control",
                                            "closing",
                                            "appeal",
                                            "appeal_answer",
                                        ],
                                    )
                                ),
                                name="letter_kind_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Decision",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        ("number", models.PositiveSmallIntegerField()),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("accepted", "accord"),
                                    ("refused", "refus"),
                                    ("closed_without_follow_up", "classement sans suite"),
                                ],
                                max_length=30,
                                verbose_name="décision",
                            ),
                        ),
                        ("on", models.DateField(verbose_name="le")),
                        ("starts_on", models.DateField(null=True, verbose_name="du")),
                        ("ends_on", models.DateField(null=True, verbose_name="au")),
                        ("c2s_class", models.CharField(blank=True, max_length=15)),
                        ("reason", models.TextField(max_length=2000, verbose_name="motif")),
                        ("situation", models.JSONField()),
                        ("answer", models.JSONField(null=True)),
                        ("law_version", models.CharField(max_length=80)),
                        ("renewal_told_on", models.DateField(null=True)),
                        ("end_noted_on", models.DateField(null=True)),
                        (
                            "author",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "corrects",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="rights_files.decision",
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
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="%(class)ss",
                                to="rights_files.rightsfile",
                                verbose_name="dossier",
                            ),
                        ),
                        ("replayed_on", models.DateField(null=True, verbose_name="rejouée le")),
                        ("replays", models.BooleanField(null=True, verbose_name="rejouée à l’identique")),
                    ],
                    options={
                        "verbose_name": "décision",
                        "ordering": ["number"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("end_noted_on__isnull", True), ("ends_on__isnull", False)),
                                fields=["fund", "ends_on"],
                                name="decision_to_end",
                            ),
                            models.Index(
                                condition=models.Q(("answer__isnull", False), ("replayed_on__isnull", True)),
                                fields=["fund", "law_version"],
                                name="decision_to_replay",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("file", "number"), name="decision_numbered"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("outcome__in", ["accepted", "refused", "closed_without_follow_up"])
                                ),
                                name="decision_outcome_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True), name="decision_has_a_reason"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                                ),
                                name="decision_days_in_order",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("starts_on__isnull", True), ("outcome", "accepted"), _connector="OR"
                                ),
                                name="decision_days_of_accord",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("replayed_on__isnull", True), ("replays__isnull", True)),
                                    models.Q(("replayed_on__isnull", False), ("replays__isnull", False)),
                                    _connector="OR",
                                ),
                                name="decision_replayed_whole",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RightsFileEvent",
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
                        ("reference", models.CharField(max_length=20, verbose_name="référence")),
                        (
                            "right",
                            models.CharField(
                                choices=[
                                    ("c2s", "Complémentaire santé solidaire (S3711)"),
                                    ("ame", "Aide médicale de l’État (cerfa 11573)"),
                                    ("puma", "Ouverture des droits de base (S1106)"),
                                    ("own_title", "Droits à titre personnel dès 16 ans (S1110)"),
                                    ("child_attachment", "Rattachement d’un enfant (S3705)"),
                                    ("departure", "Départ de France (S1105)"),
                                    ("eu_inactive", "Européen inactif (formulaire 710)"),
                                ],
                                max_length=20,
                                verbose_name="droit demandé",
                            ),
                        ),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("desk", "à l’accueil"),
                                    ("post", "par courrier"),
                                    ("email", "par courriel"),
                                    ("online", "en ligne"),
                                    ("hospital", "par un hôpital"),
                                    ("association", "par une association"),
                                    ("france_services", "par France Services"),
                                    ("pass_de_ville", "par une permanence d’accès aux soins de ville"),
                                    ("control", "droit déjà ouvert, repris pour un contrôle"),
                                ],
                                max_length=20,
                                verbose_name="reçu",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "en préparation"),
                                    ("deposited", "déposé"),
                                    ("documents_requested", "documents demandés"),
                                    ("under_examination", "en cours d’examen"),
                                    ("awaiting_adhesion", "bulletin d’adhésion attendu"),
                                    ("awaiting_portability", "réponse de l’autre État attendue"),
                                    ("decided", "décidé"),
                                    ("closed_without_follow_up", "classé sans suite"),
                                    ("withdrawn", "retiré"),
                                ],
                                max_length=30,
                                verbose_name="état",
                            ),
                        ),
                        ("status_since", models.DateField(verbose_name="depuis le")),
                        ("received_on", models.DateField(verbose_name="reçu le")),
                        (
                            "deposited_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="déposé le"
                            ),
                        ),
                        ("deposit_digest", models.CharField(editable=False, max_length=64)),
                        ("law_version", models.CharField(max_length=80, verbose_name="version de la loi")),
                        (
                            "care_need_certified",
                            models.BooleanField(default=False, verbose_name="besoin de soins certifié"),
                        ),
                        ("first_request", models.BooleanField(null=True, verbose_name="première demande")),
                        ("helper_organisation", models.CharField(blank=True, max_length=200, verbose_name="aidé par")),
                        (
                            "helper_name",
                            models.CharField(blank=True, max_length=150, verbose_name="nom de la personne qui aide"),
                        ),
                        (
                            "helper_may_receive_copies",
                            models.BooleanField(default=False, verbose_name="peut recevoir les copies"),
                        ),
                        (
                            "basis",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("mandate", "mandat de la personne"),
                                    ("family", "membre de la famille"),
                                    ("guardian", "représentant légal"),
                                    ("hospital", "établissement de santé"),
                                    ("agreement", "accord de la personne"),
                                ],
                                max_length=20,
                                verbose_name="à quel titre",
                            ),
                        ),
                        ("complete_since", models.DateField(null=True, verbose_name="complet depuis le")),
                        ("portability_asked_on", models.DateField(null=True, verbose_name="autre État interrogé le")),
                        ("due_on", models.DateField(null=True, verbose_name="à traiter avant le")),
                        (
                            "updated_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="modifié le"
                            ),
                        ),
                        (
                            "deposited_by",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="déposé par",
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
                            "handled_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="organisations.organisation",
                                verbose_name="examiné par",
                            ),
                        ),
                        (
                            "officer",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="gestionnaire",
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
                                to="rights_files.rightsfile",
                            ),
                        ),
                        ("missing_told_on", models.DateField(null=True, verbose_name="manques dits le")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Step",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                        ("on", models.DateField(verbose_name="le")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "en préparation"),
                                    ("deposited", "déposé"),
                                    ("documents_requested", "documents demandés"),
                                    ("under_examination", "en cours d’examen"),
                                    ("awaiting_adhesion", "bulletin d’adhésion attendu"),
                                    ("awaiting_portability", "réponse de l’autre État attendue"),
                                    ("decided", "décidé"),
                                    ("closed_without_follow_up", "classé sans suite"),
                                    ("withdrawn", "retiré"),
                                ],
                                max_length=30,
                                verbose_name="état",
                            ),
                        ),
                        ("why", models.CharField(blank=True, max_length=2000, verbose_name="pourquoi")),
                        ("asked_digest", models.CharField(blank=True, editable=False, max_length=64)),
                        (
                            "author",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="%(class)ss",
                                to="rights_files.rightsfile",
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
                    ],
                    options={
                        "verbose_name": "étape",
                        "ordering": ["at"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "status__in",
                                        [
                                            "draft",
                                            "deposited",
                                            "documents_requested",
                                            "under_examination",
                                            "awaiting_adhesion",
                                            "awaiting_portability",
                                            "decided",
                                            "closed_without_follow_up",
                                            "withdrawn",
                                        ],
                                    )
                                ),
                                name="step_status_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SuppliedPaper",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "intention",
                            models.CharField(
                                choices=[("first", "première intention"), ("second", "seconde intention")],
                                default="first",
                                max_length=6,
                            ),
                        ),
                        ("dated_on", models.DateField(null=True, verbose_name="daté du")),
                        ("supplied_on", models.DateField(verbose_name="reçu le")),
                        (
                            "set_aside",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("missing", "manque"),
                                    ("present", "fourni"),
                                    ("outdated", "trop ancien"),
                                    ("illegible", "illisible"),
                                    ("impossible", "impossible à fournir"),
                                ],
                                max_length=10,
                                verbose_name="écarté",
                            ),
                        ),
                        ("misfiled", models.BooleanField(default=False, verbose_name="rangé par erreur")),
                        (
                            "document",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="supplied",
                                to="documents.document",
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="%(class)ss",
                                to="rights_files.rightsfile",
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
                            "required",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="supplied",
                                to="rights_files.requiredpaper",
                            ),
                        ),
                        (
                            "taken_from",
                            models.CharField(
                                blank=True, db_default="", default="", max_length=20, verbose_name="repris du dossier"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "document fourni",
                        "ordering": ["document__created_at"],
                    },
                ),
                migrations.CreateModel(
                    name="Handling",
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
                                    ("c2s", "Complémentaire santé solidaire (S3711)"),
                                    ("ame", "Aide médicale de l’État (cerfa 11573)"),
                                    ("puma", "Ouverture des droits de base (S1106)"),
                                    ("own_title", "Droits à titre personnel dès 16 ans (S1110)"),
                                    ("child_attachment", "Rattachement d’un enfant (S3705)"),
                                    ("departure", "Départ de France (S1105)"),
                                    ("eu_inactive", "Européen inactif (formulaire 710)"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.organisation",
                            ),
                        ),
                        (
                            "fund",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.organisation",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "organisme compétent",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("fund", "right"), name="handling_once", nulls_distinct=False
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LetterBatch",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField(verbose_name="numéro")),
                        ("made_on", models.DateField(verbose_name="fait le")),
                        ("handed_over_on", models.DateField(null=True, verbose_name="remis le")),
                        ("parts", models.JSONField(default=list)),
                        (
                            "sender",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.organisation",
                                verbose_name="service",
                            ),
                        ),
                        ("failure", models.CharField(blank=True, max_length=200, verbose_name="échec")),
                    ],
                    options={
                        "verbose_name": "lot de courriers",
                        "ordering": ["-number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("sender", "number"), name="letter_batch_numbered")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Sending",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("part", models.PositiveSmallIntegerField(null=True)),
                        ("place", models.PositiveSmallIntegerField(null=True)),
                        ("first_page", models.PositiveIntegerField(null=True)),
                        ("pages", models.PositiveSmallIntegerField(null=True)),
                        ("envelope", models.JSONField(default=list)),
                        ("by_hand_on", models.DateField(null=True, verbose_name="remis en main propre le")),
                        (
                            "author",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "batch",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sendings",
                                to="rights_files.letterbatch",
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="%(class)ss",
                                to="rights_files.rightsfile",
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
                            "letter",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="sending",
                                to="rights_files.letter",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "envoi",
                        "constraints": [
                            models.UniqueConstraint(fields=("batch", "part", "place"), name="sending_place_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("author__isnull", False),
                                        ("batch__isnull", True),
                                        ("by_hand_on__isnull", False),
                                        ("first_page__isnull", True),
                                        ("pages__isnull", True),
                                        ("part__isnull", True),
                                        ("place__isnull", True),
                                    ),
                                    models.Q(
                                        ("batch__isnull", False),
                                        ("by_hand_on__isnull", True),
                                        ("first_page__isnull", False),
                                        ("pages__gte", 1),
                                        ("part__isnull", False),
                                        ("place__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="sending_in_one_way",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PersonLink",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        ("code_digest", models.BinaryField(unique=True)),
                        (
                            "given_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="donné le"
                            ),
                        ),
                        ("valid_until", models.DateTimeField(verbose_name="valable jusqu’au")),
                        ("tries", models.PositiveSmallIntegerField(default=0)),
                        ("revoked_at", models.DateTimeField(null=True)),
                        ("opened_at", models.DateTimeField(null=True, verbose_name="ouvert le")),
                        ("visit_digest", models.BinaryField(null=True, unique=True)),
                        ("visit_until", models.DateTimeField(null=True)),
                        (
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="%(class)ss",
                                to="rights_files.rightsfile",
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
                            "given_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "accès de la personne",
                        "ordering": ["given_at"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("opened_at__isnull", True),
                                        ("visit_digest__isnull", True),
                                        ("visit_until__isnull", True),
                                    ),
                                    models.Q(
                                        ("opened_at__isnull", False),
                                        ("visit_digest__isnull", False),
                                        ("visit_until__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="person_link_visit_whole",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PersonWord",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("correction", "Quelque chose est faux"),
                                    ("objection", "Opposition à l’utilisation de ses données"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("text", models.CharField(max_length=2000, verbose_name="message")),
                        (
                            "at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="le"
                            ),
                        ),
                        ("read_at", models.DateTimeField(null=True, verbose_name="lu le")),
                        (
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="%(class)ss",
                                to="rights_files.rightsfile",
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
                            "read_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "message de la personne",
                        "ordering": ["at"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["correction", "objection"]), models.Q(("text", ""), _negated=True)
                                ),
                                name="person_word_kind_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Control",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        (
                            "origin",
                            models.CharField(
                                choices=[
                                    ("exchange", "échange de données avec un partenaire (impôts, CAF…)"),
                                    ("fund", "contrôle de la caisse"),
                                ],
                                max_length=20,
                                verbose_name="origine",
                            ),
                        ),
                        (
                            "condition",
                            models.CharField(
                                choices=[
                                    ("residence", "la résidence stable en France"),
                                    ("regularity", "la régularité du séjour"),
                                ],
                                max_length=20,
                                verbose_name="condition vérifiée",
                            ),
                        ),
                        ("asked", models.CharField(max_length=1000, verbose_name="ce qui est vérifié")),
                        (
                            "codes",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=50), size=None, verbose_name="documents demandés"
                            ),
                        ),
                        ("begun_on", models.DateField(verbose_name="commencé le")),
                        ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                        ("answer_due_on", models.DateField(verbose_name="réponse attendue avant le")),
                        (
                            "end",
                            models.CharField(
                                blank=True,
                                choices=[("kept", "droits maintenus"), ("closed", "droits fermés")],
                                max_length=10,
                                verbose_name="suite",
                            ),
                        ),
                        ("ended_on", models.DateField(null=True, verbose_name="terminé le")),
                        ("reason", models.TextField(blank=True, max_length=2000, verbose_name="motif")),
                        ("established_on", models.DateField(null=True, verbose_name="condition perdue le")),
                        ("closes_on", models.DateField(null=True, verbose_name="dernier jour du droit")),
                        ("card_invalid_from", models.DateField(null=True, verbose_name="carte invalidée à partir du")),
                        ("card_noted_on", models.DateField(null=True, verbose_name="carte invalidée, noté le")),
                        (
                            "author",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="controls",
                                to="rights_files.decision",
                            ),
                        ),
                        (
                            "ended_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="%(class)ss",
                                to="rights_files.rightsfile",
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
                    ],
                    options={
                        "verbose_name": "contrôle",
                        "ordering": ["begun_on"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("ended_on", None)),
                                fields=["fund", "answer_due_on"],
                                name="control_waiting",
                            ),
                            models.Index(
                                condition=models.Q(("card_invalid_from__isnull", False), ("card_noted_on", None)),
                                fields=["fund", "card_invalid_from"],
                                name="control_card_to_note",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("condition__in", ["residence", "regularity"]),
                                    ("origin__in", ["exchange", "fund"]),
                                    models.Q(("asked", ""), _negated=True),
                                ),
                                name="control_codes_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("card_invalid_from", None),
                                        ("closes_on", None),
                                        ("end", ""),
                                        ("ended_on", None),
                                        ("reason", ""),
                                    ),
                                    models.Q(
                                        ("card_invalid_from", None),
                                        ("closes_on", None),
                                        ("end", "kept"),
                                        ("ended_on__isnull", False),
                                        models.Q(("reason", ""), _negated=True),
                                    ),
                                    models.Q(
                                        ("closes_on__isnull", False),
                                        ("end", "closed"),
                                        ("ended_on__isnull", False),
                                        models.Q(("reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="control_ends_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("card_noted_on", None),
                                    ("card_noted_on__gte", models.F("card_invalid_from")),
                                    _connector="OR",
                                ),
                                name="control_card_noted_when_due",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("ended_on", None)), fields=("decision",), name="control_one_at_once"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Appeal",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        (
                            "against",
                            models.CharField(
                                choices=[
                                    ("decision", "la décision"),
                                    ("closed", "le classement sans suite"),
                                    ("silence", "le rejet par silence"),
                                    ("closing", "la fermeture des droits"),
                                ],
                                max_length=20,
                                verbose_name="contre",
                            ),
                        ),
                        ("received_on", models.DateField(verbose_name="reçu le")),
                        ("text", models.TextField(max_length=4000, verbose_name="pourquoi")),
                        ("late", models.BooleanField(verbose_name="hors délai")),
                        ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                        (
                            "answer",
                            models.CharField(
                                blank=True,
                                choices=[("upheld", "recours accepté"), ("rejected", "recours rejeté")],
                                max_length=10,
                                verbose_name="réponse",
                            ),
                        ),
                        ("answered_on", models.DateField(null=True, verbose_name="répondu le")),
                        ("reason", models.TextField(blank=True, max_length=2000, verbose_name="motif de la réponse")),
                        (
                            "answered_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="appeals",
                                to="rights_files.decision",
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="%(class)ss",
                                to="rights_files.rightsfile",
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
                            "lodged_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "control",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="appeals",
                                to="rights_files.control",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "recours",
                        "ordering": ["received_on", "at"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("answered_on", None)),
                                fields=["fund", "received_on"],
                                name="appeal_waiting",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("against", "decision"), ("control", None), ("decision__isnull", False)),
                                    models.Q(("against", "closing"), ("control__isnull", False), ("decision", None)),
                                    models.Q(
                                        ("against__in", ["closed", "silence"]), ("control", None), ("decision", None)
                                    ),
                                    _connector="OR",
                                ),
                                name="appeal_against_something",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("text", ""), _negated=True), name="appeal_says_why"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answer", ""), ("answered_on", None), ("reason", "")),
                                    models.Q(
                                        ("answer__in", ["upheld", "rejected"]),
                                        ("answered_on__gte", models.F("received_on")),
                                        ("answered_on__isnull", False),
                                        models.Q(("reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="appeal_answered_whole",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("answered_on", None)),
                                fields=("file", "against", "decision", "control"),
                                name="appeal_one_at_once",
                                nulls_distinct=False,
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ManagingBody",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(verbose_name="année")),
                        ("name", models.CharField(max_length=100, verbose_name="nom")),
                    ],
                    options={
                        "verbose_name": "organisme gestionnaire de la C2S",
                        "ordering": ["year", "name"],
                        "constraints": [
                            models.UniqueConstraint(fields=("year", "name"), name="managing_body_once_a_year")
                        ],
                    },
                ),
            ],
        ),
    ]
