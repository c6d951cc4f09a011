"""The tables of `credentials`, with their constraints, indexes and triggers."""

import uuid

import django.db.models.deletion
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
                    name="Application",
                    fields=[
                        (
                            "account",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="+",
                                serialize=False,
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("secret_encrypted", models.BinaryField()),
                        ("last_step", models.BigIntegerField()),
                        ("added_at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "verbose_name": "application de codes",
                    },
                ),
                migrations.CreateModel(
                    name="FactorTries",
                    fields=[
                        (
                            "account",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="+",
                                serialize=False,
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("count", models.PositiveSmallIntegerField()),
                        ("since", models.DateTimeField()),
                    ],
                    options={
                        "verbose_name": "essais du second facteur",
                    },
                ),
                migrations.CreateModel(
                    name="LinkInvitation",
                    fields=[
                        (
                            "account",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="+",
                                serialize=False,
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("digest", models.CharField(max_length=64, unique=True)),
                        ("expires_at", models.DateTimeField()),
                    ],
                    options={
                        "verbose_name": "invitation à relier une identité",
                    },
                ),
                migrations.CreateModel(
                    name="LinkedIdentity",
                    fields=[
                        (
                            "account",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="+",
                                serialize=False,
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("issuer", models.CharField(max_length=300)),
                        ("subject", models.CharField(max_length=255)),
                        ("linked_at", models.DateTimeField()),
                    ],
                    options={
                        "verbose_name": "identité reliée",
                        "constraints": [
                            models.UniqueConstraint(fields=("issuer", "subject"), name="identity_of_one_account")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Passkey",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        ("name", models.CharField(max_length=60, verbose_name="nom")),
                        ("credential_id", models.BinaryField(unique=True)),
                        ("public_key", models.BinaryField()),
                        ("uses", models.BigIntegerField()),
                        ("added_at", models.DateTimeField(auto_now_add=True)),
                        ("last_used_on", models.DateField(null=True)),
                        (
                            "account",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "clé d’accès",
                        "ordering": ["added_at"],
                    },
                ),
                migrations.CreateModel(
                    name="CredentialEvent",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "what",
                            models.CharField(
                                choices=[
                                    ("password", "Connexion par mot de passe"),
                                    ("application", "Second facteur donné : code de l’application"),
                                    ("passkey", "Second facteur donné : clé d’accès"),
                                    ("recovery_code", "Second facteur donné : code de secours"),
                                    ("provider", "Connexion par le fournisseur d’identité"),
                                    (
                                        "provider_two",
                                        "Connexion par le fournisseur d’identité, avec son second facteur",
                                    ),
                                    ("refused", "Second facteur refusé"),
                                    ("application_added", "Application de codes ajoutée"),
                                    ("application_removed", "Application de codes retirée"),
                                    ("passkey_added", "Clé d’accès ajoutée"),
                                    ("passkey_removed", "Clé d’accès retirée"),
                                    ("codes_made", "Codes de secours renouvelés"),
                                    ("reset", "Second facteur remis à zéro par un administrateur"),
                                    ("invited", "Invitation à relier le compte au fournisseur d’identité"),
                                    ("linked", "Compte relié au fournisseur d’identité"),
                                    ("unlinked", "Lien avec le fournisseur d’identité retiré"),
                                ],
                                max_length=30,
                            ),
                        ),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        (
                            "account",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "événement de connexion",
                        "ordering": ["-at", "-id"],
                        "indexes": [models.Index(fields=["account", "-at"], name="credential_event_by_account")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "what__in",
                                        [
                                            "password",
                                            "application",
                                            "passkey",
                                            "recovery_code",
                                            "provider",
                                            "provider_two",
                                            "refused",
                                            "application_added",
                                            "application_removed",
                                            "passkey_added",
                                            "passkey_removed",
                                            "codes_made",
                                            "reset",
                                            "invited",
                                            "linked",
                                            "unlinked",
                                        ],
                                    )
                                ),
                                name="credential_event_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RecoveryCode",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("digest", models.CharField(max_length=64)),
                        (
                            "account",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "code de secours",
                        "constraints": [
                            models.UniqueConstraint(fields=("account", "digest"), name="recovery_code_once")
                        ],
                    },
                ),
            ],
        ),
    ]
