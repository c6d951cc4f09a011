"""The tables of `organisations`, with their constraints, indexes and triggers."""

import uuid

import django.contrib.auth.models
import django.contrib.auth.validators
import django.contrib.postgres.operations
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
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        django.contrib.postgres.operations.CreateExtension(
            name="unaccent",
        ),
        django.contrib.postgres.operations.CreateExtension(
            name="pg_trgm",
        ),
        django.contrib.postgres.operations.CreateExtension(
            name="btree_gin",
        ),
        django.contrib.postgres.operations.CreateExtension(
            name="btree_gist",
        ),
        django.contrib.postgres.operations.CreateExtension(
            name="fuzzystrmatch",
        ),
        CreateTables(
            operations=[
                migrations.CreateModel(
                    name="SignInTries",
                    fields=[
                        ("name_digest", models.CharField(max_length=64, primary_key=True, serialize=False)),
                        ("count", models.PositiveSmallIntegerField()),
                        ("since", models.DateTimeField(db_index=True)),
                    ],
                    options={
                        "verbose_name": "essais de connexion",
                    },
                ),
                migrations.CreateModel(
                    name="Organisation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=40, unique=True, verbose_name="code")),
                        ("name", models.CharField(max_length=200, verbose_name="nom")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("fund", "Caisse"),
                                    ("handling_body", "Organisme qui traite pour des caisses"),
                                    ("partner", "Partenaire"),
                                    ("health_professional", "Professionnel de santé"),
                                    ("national", "Organisme national"),
                                ],
                                max_length=30,
                                verbose_name="nature",
                            ),
                        ),
                        (
                            "category",
                            models.CharField(blank=True, max_length=30, verbose_name="catégorie de détecteur"),
                        ),
                        ("department", models.CharField(blank=True, max_length=3, verbose_name="département")),
                        ("is_active", models.BooleanField(default=True, verbose_name="en activité")),
                        (
                            "local_fund",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="partners",
                                to="organisations.organisation",
                                verbose_name="caisse",
                            ),
                        ),
                        (
                            "email",
                            models.EmailField(
                                blank=True, db_default="", max_length=254, verbose_name="adresse électronique"
                            ),
                        ),
                        ("phone", models.CharField(blank=True, db_default="", max_length=30, verbose_name="téléphone")),
                        (
                            "postal_address",
                            models.TextField(blank=True, db_default="", max_length=300, verbose_name="adresse postale"),
                        ),
                    ],
                    options={
                        "verbose_name": "organisme",
                        "ordering": ["name", "code"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("kind__in", ["partner", "health_professional"]),
                                        ("local_fund__isnull", False),
                                        models.Q(("category", ""), _negated=True),
                                    ),
                                    models.Q(
                                        models.Q(("kind__in", ["partner", "health_professional"]), _negated=True),
                                        ("category", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="organisation_category_only_of_detectors",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        ["fund", "handling_body", "partner", "health_professional", "national"],
                                    )
                                ),
                                name="organisation_kind_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="User",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("password", models.CharField(max_length=128, verbose_name="password")),
                        ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                        (
                            "is_superuser",
                            models.BooleanField(
                                default=False,
                                help_text="Designates that this user has all permissions without explicitly assigning them.",
                                verbose_name="superuser status",
                            ),
                        ),
                        (
                            "username",
                            models.CharField(
                                error_messages={"unique": "A user with that username already exists."},
                                help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                                max_length=150,
                                unique=True,
                                validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                                verbose_name="username",
                            ),
                        ),
                        ("first_name", models.CharField(blank=True, max_length=150, verbose_name="first name")),
                        ("last_name", models.CharField(blank=True, max_length=150, verbose_name="last name")),
                        ("email", models.EmailField(blank=True, max_length=254, verbose_name="email address")),
                        (
                            "is_staff",
                            models.BooleanField(
                                default=False,
                                help_text="Designates whether the user can log into this admin site.",
                                verbose_name="staff status",
                            ),
                        ),
                        (
                            "is_active",
                            models.BooleanField(
                                default=True,
                                help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                                verbose_name="active",
                            ),
                        ),
                        (
                            "date_joined",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="date joined"),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("internal_detector", "Détecteur interne (accueil, téléphone, service médical…)"),
                                    ("partner", "Partenaire"),
                                    ("health_professional", "Professionnel de santé"),
                                    ("adviser", "Conseiller de la Mission accompagnement santé"),
                                    ("rights_officer", "Gestionnaire de droits"),
                                    ("handling_body_officer", "Agent d'un organisme qui traite pour une caisse"),
                                    ("manager", "Responsable de la Mission accompagnement santé"),
                                    ("partnership_officer", "Chargé de partenariats"),
                                    ("campaign_sender", "Chargé de contacts sortants"),
                                    ("social_service_desk", "Premier niveau du service social"),
                                    ("social_worker", "Assistant de service social"),
                                    ("aid_commission_member", "Membre de la commission d'action sociale"),
                                    ("mediator", "Médiateur"),
                                    ("national_analyst", "Analyste national"),
                                    ("administrator", "Administrateur"),
                                    ("data_protection_officer", "Délégué à la protection des données"),
                                ],
                                max_length=30,
                                verbose_name="rôle",
                            ),
                        ),
                        (
                            "detector_category",
                            models.CharField(blank=True, max_length=30, verbose_name="service détecteur"),
                        ),
                        ("service", models.CharField(blank=True, max_length=100, verbose_name="service")),
                        ("phone", models.CharField(blank=True, max_length=30, verbose_name="téléphone")),
                        (
                            "password_is_provisional",
                            models.BooleanField(db_default=False, default=False, verbose_name="mot de passe à changer"),
                        ),
                        (
                            "groups",
                            models.ManyToManyField(
                                blank=True,
                                help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                                related_name="user_set",
                                related_query_name="user",
                                to="auth.group",
                                verbose_name="groups",
                            ),
                        ),
                        (
                            "user_permissions",
                            models.ManyToManyField(
                                blank=True,
                                help_text="Specific permissions for this user.",
                                related_name="user_set",
                                related_query_name="user",
                                to="auth.permission",
                                verbose_name="user permissions",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="users",
                                to="organisations.organisation",
                                verbose_name="organisme",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "compte",
                        "ordering": ["last_name", "first_name", "username"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "role__in",
                                        [
                                            "internal_detector",
                                            "partner",
                                            "health_professional",
                                            "adviser",
                                            "rights_officer",
                                            "handling_body_officer",
                                            "manager",
                                            "partnership_officer",
                                            "campaign_sender",
                                            "social_service_desk",
                                            "social_worker",
                                            "aid_commission_member",
                                            "mediator",
                                            "national_analyst",
                                            "administrator",
                                            "data_protection_officer",
                                        ],
                                    )
                                ),
                                name="user_role_known",
                            )
                        ],
                    },
                    managers=[
                        ("objects", django.contrib.auth.models.UserManager()),
                    ],
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="user",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "organisations_userevent" ("date_joined", "detector_category", "email", "first_name", "id", "is_active", "is_staff", "is_superuser", "last_name", "organisation_id", "password_is_provisional", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "role", "service", "username") VALUES (NEW."date_joined", NEW."detector_category", NEW."email", NEW."first_name", NEW."id", NEW."is_active", NEW."is_staff", NEW."is_superuser", NEW."last_name", NEW."organisation_id", NEW."password_is_provisional", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."phone", NEW."role", NEW."service", NEW."username"); RETURN NULL;',
                            hash="a63de10fb904b6e3de71aa51664e8e775295a516",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_33dc2",
                            table="organisations_user",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="user",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."date_joined" IS DISTINCT FROM (NEW."date_joined") OR OLD."detector_category" IS DISTINCT FROM (NEW."detector_category") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."first_name" IS DISTINCT FROM (NEW."first_name") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."is_staff" IS DISTINCT FROM (NEW."is_staff") OR OLD."is_superuser" IS DISTINCT FROM (NEW."is_superuser") OR OLD."last_name" IS DISTINCT FROM (NEW."last_name") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."password_is_provisional" IS DISTINCT FROM (NEW."password_is_provisional") OR OLD."phone" IS DISTINCT FROM (NEW."phone") OR OLD."role" IS DISTINCT FROM (NEW."role") OR OLD."service" IS DISTINCT FROM (NEW."service") OR OLD."username" IS DISTINCT FROM (NEW."username"))',
                            func='INSERT INTO "organisations_userevent" ("date_joined", "detector_category", "email", "first_name", "id", "is_active", "is_staff", "is_superuser", "last_name", "organisation_id", "password_is_provisional", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "role", "service", "username") VALUES (NEW."date_joined", NEW."detector_category", NEW."email", NEW."first_name", NEW."id", NEW."is_active", NEW."is_staff", NEW."is_superuser", NEW."last_name", NEW."organisation_id", NEW."password_is_provisional", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."phone", NEW."role", NEW."service", NEW."username"); RETURN NULL;',
                            hash="92376773afe11a33ac1be644f43f527e52953793",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_15754",
                            table="organisations_user",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.CreateModel(
                    name="AccessToken",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        ("purpose", models.CharField(max_length=100, verbose_name="usage")),
                        ("digest", models.CharField(max_length=64, unique=True)),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="créé le")),
                        ("expires_on", models.DateField(verbose_name="valable jusqu’au")),
                        ("last_used_on", models.DateField(null=True, verbose_name="dernier usage")),
                        ("revoked_at", models.DateTimeField(null=True, verbose_name="révoqué le")),
                        (
                            "account",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tokens",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="compte",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "jeton d’accès",
                    },
                ),
                migrations.CreateModel(
                    name="AccountChange",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        (
                            "what",
                            models.CharField(
                                choices=[
                                    ("created", "Compte créé"),
                                    ("role", "Rôle changé"),
                                    ("closed", "Compte fermé"),
                                    ("reopened", "Compte rouvert"),
                                    ("password", "Nouveau mot de passe donné"),
                                    ("reset", "Second facteur remis à zéro"),
                                    ("invited", "Invitation à relier le compte au fournisseur d’identité"),
                                    ("linked", "Compte relié au fournisseur d’identité"),
                                    ("joined", "Entrée dans un service"),
                                    ("left", "Sortie d’un service"),
                                    ("unlinked", "Lien avec le fournisseur d’identité retiré"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("role_before", models.CharField(blank=True, max_length=30)),
                        ("role_after", models.CharField(max_length=30)),
                        ("why", models.CharField(max_length=300)),
                        (
                            "account",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="changes",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "by",
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
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "changement de compte",
                        "ordering": ["-at", "-id"],
                        "indexes": [models.Index(fields=["fund", "-at"], name="account_change_by_fund")],
                    },
                ),
                migrations.CreateModel(
                    name="Session",
                    fields=[
                        ("digest", models.CharField(max_length=64, primary_key=True, serialize=False)),
                        ("data", models.TextField()),
                        ("started_at", models.DateTimeField()),
                        ("expires_at", models.DateTimeField(db_index=True)),
                        (
                            "account",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "session",
                    },
                ),
                migrations.CreateModel(
                    name="UserEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField()),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "is_superuser",
                            models.BooleanField(
                                default=False,
                                help_text="Designates that this user has all permissions without explicitly assigning them.",
                                verbose_name="superuser status",
                            ),
                        ),
                        (
                            "username",
                            models.CharField(
                                error_messages={"unique": "A user with that username already exists."},
                                help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                                max_length=150,
                                validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                                verbose_name="username",
                            ),
                        ),
                        ("first_name", models.CharField(blank=True, max_length=150, verbose_name="first name")),
                        ("last_name", models.CharField(blank=True, max_length=150, verbose_name="last name")),
                        ("email", models.EmailField(blank=True, max_length=254, verbose_name="email address")),
                        (
                            "is_staff",
                            models.BooleanField(
                                default=False,
                                help_text="Designates whether the user can log into this admin site.",
                                verbose_name="staff status",
                            ),
                        ),
                        (
                            "is_active",
                            models.BooleanField(
                                default=True,
                                help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                                verbose_name="active",
                            ),
                        ),
                        (
                            "date_joined",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="date joined"),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("internal_detector", "Détecteur interne (accueil, téléphone, service médical…)"),
                                    ("partner", "Partenaire"),
                                    ("health_professional", "Professionnel de santé"),
                                    ("adviser", "Conseiller de la Mission accompagnement santé"),
                                    ("rights_officer", "Gestionnaire de droits"),
                                    ("handling_body_officer", "Agent d'un organisme qui traite pour une caisse"),
                                    ("manager", "Responsable de la Mission accompagnement santé"),
                                    ("partnership_officer", "Chargé de partenariats"),
                                    ("campaign_sender", "Chargé de contacts sortants"),
                                    ("social_service_desk", "Premier niveau du service social"),
                                    ("social_worker", "Assistant de service social"),
                                    ("aid_commission_member", "Membre de la commission d'action sociale"),
                                    ("mediator", "Médiateur"),
                                    ("national_analyst", "Analyste national"),
                                    ("administrator", "Administrateur"),
                                    ("data_protection_officer", "Délégué à la protection des données"),
                                ],
                                max_length=30,
                                verbose_name="rôle",
                            ),
                        ),
                        (
                            "detector_category",
                            models.CharField(blank=True, max_length=30, verbose_name="service détecteur"),
                        ),
                        ("service", models.CharField(blank=True, max_length=100, verbose_name="service")),
                        ("phone", models.CharField(blank=True, max_length=30, verbose_name="téléphone")),
                        (
                            "password_is_provisional",
                            models.BooleanField(db_default=False, default=False, verbose_name="mot de passe à changer"),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="organisations.organisation",
                                verbose_name="organisme",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                related_query_name="events",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="AccountChangeSeen",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        (
                            "change",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="seen",
                                to="organisations.accountchange",
                            ),
                        ),
                        (
                            "reader",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "changement de compte vu",
                        "constraints": [
                            models.UniqueConstraint(fields=("change", "reader"), name="account_change_seen_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Service",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("social_service", "Service social"),
                                    ("financial_aid", "Aide financière (action sanitaire et sociale)"),
                                    ("mediation", "Médiation (refus de soins)"),
                                ],
                                max_length=30,
                                verbose_name="nature",
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="nom")),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="services",
                                to="organisations.organisation",
                                verbose_name="organisme",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "service",
                        "ordering": ["name"],
                        "constraints": [
                            models.UniqueConstraint(fields=("organisation", "kind", "name"), name="service_named_once"),
                            models.UniqueConstraint(fields=("id", "kind"), name="service_kind"),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["social_service", "financial_aid", "mediation"])),
                                name="service_kind_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ServedFund",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("social_service", "Service social"),
                                    ("financial_aid", "Aide financière (action sanitaire et sociale)"),
                                    ("mediation", "Médiation (refus de soins)"),
                                ],
                                max_length=30,
                            ),
                        ),
                        (
                            "fund",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.organisation",
                            ),
                        ),
                        (
                            "service",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="served",
                                to="organisations.service",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "caisse d’un service",
                        "constraints": [
                            models.UniqueConstraint(fields=("fund", "kind"), name="served_by_one_of_a_kind")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ServiceMember",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("joined_at", models.DateTimeField()),
                        ("left_at", models.DateTimeField(null=True)),
                        (
                            "account",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="memberships",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "joined_by",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "left_by",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "service",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="members",
                                to="organisations.service",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "membre d’un service",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("left_at", None)),
                                fields=("account", "service"),
                                name="member_once_at_a_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("left_at", None), ("left_by", None)),
                                    ("left_at__gte", models.F("joined_at")),
                                    _connector="OR",
                                ),
                                name="member_leaves_after_joining",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
