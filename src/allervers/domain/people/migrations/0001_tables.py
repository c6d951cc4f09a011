"""The tables of `people`, with their constraints, indexes and triggers."""

import uuid

import django.db.models.deletion
import django.db.models.functions.text
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import allervers.domain.people.models

from ...tables import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisations", "0002_rules"),  # names and numbers are made comparable there
    ]

    operations = [
        CreateTables(
            operations=[
                migrations.CreateModel(
                    name="Person",
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
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="créée le")),
                        (
                            "birth_name_key",
                            models.GeneratedField(
                                db_persist=True,
                                expression=allervers.domain.people.models.NameKey(models.F("birth_name")),
                                output_field=models.TextField(),
                            ),
                        ),
                        (
                            "first_name_key",
                            models.GeneratedField(
                                db_persist=True,
                                expression=allervers.domain.people.models.NameKey(models.F("first_name")),
                                output_field=models.TextField(),
                            ),
                        ),
                        (
                            "phone_key",
                            models.GeneratedField(
                                db_persist=True,
                                expression=allervers.domain.people.models.PhoneKey(models.F("phone")),
                                output_field=models.TextField(),
                            ),
                        ),
                        (
                            "search_text",
                            models.GeneratedField(
                                db_persist=True,
                                expression=allervers.domain.people.models.NameKey(
                                    django.db.models.functions.text.Concat(
                                        models.F("birth_name"),
                                        models.Value(" "),
                                        models.F("usage_name"),
                                        models.Value(" "),
                                        models.F("first_name"),
                                    )
                                ),
                                output_field=models.TextField(),
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
                            "call_when",
                            models.CharField(blank=True, db_default="", max_length=100, verbose_name="quand l’appeler"),
                        ),
                        (
                            "protected_since",
                            models.DateTimeField(
                                editable=False, null=True, verbose_name="coordonnées protégées depuis le"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "personne",
                        "abstract": False,
                        "indexes": [
                            models.Index(fields=["fund", "birth_date"], name="person_by_birth_date"),
                            models.Index(fields=["fund", "phone_key"], name="person_by_phone"),
                            models.Index(
                                condition=models.Q(("protected_since__isnull", False)),
                                fields=["fund"],
                                name="person_protected",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("nir_digest__isnull", True), ("nir_encrypted__isnull", True)),
                                    models.Q(("nir_digest__isnull", False), ("nir_encrypted__isnull", False)),
                                    _connector="OR",
                                ),
                                name="person_nir_and_digest_together",
                            ),
                            models.UniqueConstraint(fields=("fund", "id"), name="person_fund_id"),
                            models.UniqueConstraint(fields=("fund", "nir_digest"), name="person_nir_once_per_fund"),
                        ],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="person",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "people_personevent" ("birth_date", "birth_name", "call_when", "created_at", "email", "first_name", "fund_id", "id", "interpreter_needed", "language", "language_note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "postal_address", "sex", "usage_name") VALUES (NEW."birth_date", NEW."birth_name", NEW."call_when", NEW."created_at", NEW."email", NEW."first_name", NEW."fund_id", NEW."id", NEW."interpreter_needed", NEW."language", NEW."language_note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."phone", NEW."postal_address", NEW."sex", NEW."usage_name"); RETURN NULL;',
                            hash="1805681ae97665dc5390665121afcf67f5ca995f",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_65688",
                            table="people_person",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="person",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."birth_date" IS DISTINCT FROM (NEW."birth_date") OR OLD."birth_name" IS DISTINCT FROM (NEW."birth_name") OR OLD."call_when" IS DISTINCT FROM (NEW."call_when") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."first_name" IS DISTINCT FROM (NEW."first_name") OR OLD."fund_id" IS DISTINCT FROM (NEW."fund_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."interpreter_needed" IS DISTINCT FROM (NEW."interpreter_needed") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."language_note" IS DISTINCT FROM (NEW."language_note") OR OLD."phone" IS DISTINCT FROM (NEW."phone") OR OLD."postal_address" IS DISTINCT FROM (NEW."postal_address") OR OLD."sex" IS DISTINCT FROM (NEW."sex") OR OLD."usage_name" IS DISTINCT FROM (NEW."usage_name"))',
                            func='INSERT INTO "people_personevent" ("birth_date", "birth_name", "call_when", "created_at", "email", "first_name", "fund_id", "id", "interpreter_needed", "language", "language_note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "postal_address", "sex", "usage_name") VALUES (NEW."birth_date", NEW."birth_name", NEW."call_when", NEW."created_at", NEW."email", NEW."first_name", NEW."fund_id", NEW."id", NEW."interpreter_needed", NEW."language", NEW."language_note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."phone", NEW."postal_address", NEW."sex", NEW."usage_name"); RETURN NULL;',
                            hash="6bba76317834cc0b10e5c09d3475d2264a553887",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_de829",
                            table="people_person",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="person",
                    trigger=pgtrigger.compiler.Trigger(
                        name="nir_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."nir_digest" IS DISTINCT FROM (NEW."nir_digest"))',
                            func='INSERT INTO "people_personevent" ("birth_date", "birth_name", "call_when", "created_at", "email", "first_name", "fund_id", "id", "interpreter_needed", "language", "language_note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "postal_address", "sex", "usage_name") VALUES (NEW."birth_date", NEW."birth_name", NEW."call_when", NEW."created_at", NEW."email", NEW."first_name", NEW."fund_id", NEW."id", NEW."interpreter_needed", NEW."language", NEW."language_note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'nir\', NEW."id", NEW."phone", NEW."postal_address", NEW."sex", NEW."usage_name"); RETURN NULL;',
                            hash="fafff72687a39f5fe3976564ef28eab6d3b9a489",
                            operation="UPDATE",
                            pgid="pgtrigger_nir_update_46b8a",
                            table="people_person",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.CreateModel(
                    name="PersonEvent",
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
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="créée le")),
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
                                to="people.person",
                            ),
                        ),
                        (
                            "call_when",
                            models.CharField(blank=True, db_default="", max_length=100, verbose_name="quand l’appeler"),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
            ],
        ),
    ]
