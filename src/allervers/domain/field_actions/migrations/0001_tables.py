"""The tables of `field_actions`, with their constraints, indexes and triggers."""

import datetime
import uuid
from decimal import Decimal

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
        ("organisations", "0001_tables"),
    ]

    operations = [
        CreateTables(
            operations=[
                migrations.CreateModel(
                    name="FieldAction",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        (
                            "source_id",
                            models.CharField(blank=True, max_length=100, verbose_name="identifiant d’origine"),
                        ),
                        ("held_on", models.DateField(verbose_name="date")),
                        (
                            "public",
                            models.CharField(
                                choices=[
                                    ("young", "Jeunes"),
                                    ("young_fragile", "Jeunes en situation de fragilité"),
                                    ("child_welfare", "Jeunes de l’aide sociale à l’enfance"),
                                    ("self_employed", "Travailleurs indépendants"),
                                    ("disability", "Personnes en situation de handicap"),
                                    ("job_seekers", "Demandeurs d’emploi"),
                                    ("future_parents", "Futurs parents"),
                                    ("young_parents", "Jeunes parents"),
                                    ("single_parents", "Familles monoparentales, séparation"),
                                    ("prisoners", "Personnes détenues ou sortant de détention"),
                                    ("carers", "Aidants"),
                                    ("bereaved", "Personnes endeuillées"),
                                    ("other", "Autre public"),
                                ],
                                max_length=20,
                                verbose_name="public",
                            ),
                        ),
                        ("life_event", models.CharField(blank=True, max_length=60, verbose_name="événement de vie")),
                        ("place_kind", models.CharField(blank=True, max_length=60, verbose_name="sorte de lieu")),
                        ("place", models.CharField(blank=True, max_length=120, verbose_name="lieu")),
                        ("outside_premises", models.BooleanField(null=True, verbose_name="hors les murs")),
                        ("remote", models.BooleanField(null=True, verbose_name="à distance")),
                        (
                            "partners",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=60),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="construite avec",
                            ),
                        ),
                        (
                            "services",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=60),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="services présents",
                            ),
                        ),
                        (
                            "territorial_diagnosis",
                            models.BooleanField(null=True, verbose_name="d’après le diagnostic territorial"),
                        ),
                        ("outgoing_contacts", models.BooleanField(null=True, verbose_name="par contacts sortants")),
                        (
                            "contacts_made",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="contacts sortants"),
                        ),
                        (
                            "targeted",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="personnes ciblées ou invitées"
                            ),
                        ),
                        (
                            "informed",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="personnes informées"),
                        ),
                        ("helped", models.PositiveIntegerField(blank=True, null=True, verbose_name="personnes aidées")),
                        (
                            "individual_appointments",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="rendez-vous individuels qui ont suivi"
                            ),
                        ),
                        (
                            "satisfaction",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=4,
                                null=True,
                                verbose_name="satisfaction, sur 10",
                            ),
                        ),
                        (
                            "at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="saisie le"
                            ),
                        ),
                        (
                            "author",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="saisie par",
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
                        "verbose_name": "action d’aller-vers",
                        "ordering": ["-held_on", "-at"],
                        "indexes": [
                            models.Index(
                                models.F("fund"),
                                models.OrderBy(models.F("held_on"), descending=True),
                                name="field_action_of_fund",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("fund", "id"), name="field_action_fund_id"),
                            models.UniqueConstraint(
                                condition=models.Q(("source_id", ""), _negated=True),
                                fields=("fund", "source_id"),
                                name="field_action_brought_in_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "public__in",
                                        [
                                            "young",
                                            "young_fragile",
                                            "child_welfare",
                                            "self_employed",
                                            "disability",
                                            "job_seekers",
                                            "future_parents",
                                            "young_parents",
                                            "single_parents",
                                            "prisoners",
                                            "carers",
                                            "bereaved",
                                            "other",
                                        ],
                                    )
                                ),
                                name="field_action_public_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("held_on__gte", datetime.date(2000, 1, 1))),
                                name="field_action_day_possible",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("satisfaction", None),
                                    models.Q(("satisfaction__gte", 0), ("satisfaction__lte", Decimal("10"))),
                                    _connector="OR",
                                ),
                                name="field_action_satisfaction_on_ten",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("contacts_made", None), ("contacts_made__lte", 10000000), _connector="OR"
                                ),
                                name="field_action_contacts_made_possible",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("targeted", None), ("targeted__lte", 10000000), _connector="OR"),
                                name="field_action_targeted_possible",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("informed", None), ("informed__lte", 10000000), _connector="OR"),
                                name="field_action_informed_possible",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("helped", None), ("helped__lte", 10000000), _connector="OR"),
                                name="field_action_helped_possible",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("individual_appointments", None),
                                    ("individual_appointments__lte", 10000000),
                                    _connector="OR",
                                ),
                                name="field_action_individual_appointments_possible",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("contacts_made", None),
                                    models.Q(("contacts_made", 0), ("outgoing_contacts", False)),
                                    models.Q(("contacts_made__gt", 0), ("outgoing_contacts", True)),
                                    _connector="OR",
                                ),
                                name="field_action_contacts_agree",
                            ),
                        ],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="fieldaction",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "field_actions_fieldactionevent" ("at", "author_id", "contacts_made", "fund_id", "held_on", "helped", "id", "individual_appointments", "informed", "life_event", "outgoing_contacts", "outside_premises", "partners", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "place_kind", "public", "remote", "satisfaction", "services", "source_id", "targeted", "territorial_diagnosis") VALUES (NEW."at", NEW."author_id", NEW."contacts_made", NEW."fund_id", NEW."held_on", NEW."helped", NEW."id", NEW."individual_appointments", NEW."informed", NEW."life_event", NEW."outgoing_contacts", NEW."outside_premises", NEW."partners", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."place", NEW."place_kind", NEW."public", NEW."remote", NEW."satisfaction", NEW."services", NEW."source_id", NEW."targeted", NEW."territorial_diagnosis"); RETURN NULL;',
                            hash="04ff1f5979e4527b1bcb24fd396273366e05089d",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_8679a",
                            table="field_actions_fieldaction",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="fieldaction",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "field_actions_fieldactionevent" ("at", "author_id", "contacts_made", "fund_id", "held_on", "helped", "id", "individual_appointments", "informed", "life_event", "outgoing_contacts", "outside_premises", "partners", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "place_kind", "public", "remote", "satisfaction", "services", "source_id", "targeted", "territorial_diagnosis") VALUES (NEW."at", NEW."author_id", NEW."contacts_made", NEW."fund_id", NEW."held_on", NEW."helped", NEW."id", NEW."individual_appointments", NEW."informed", NEW."life_event", NEW."outgoing_contacts", NEW."outside_premises", NEW."partners", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."place", NEW."place_kind", NEW."public", NEW."remote", NEW."satisfaction", NEW."services", NEW."source_id", NEW."targeted", NEW."territorial_diagnosis"); RETURN NULL;',
                            hash="79d73c6da8c6ad6168e777c29c0e2d68646226f1",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_94a24",
                            table="field_actions_fieldaction",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.CreateModel(
                    name="FieldActionEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField()),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.UUIDField(default=uuid.uuid4, serialize=False)),
                        (
                            "source_id",
                            models.CharField(blank=True, max_length=100, verbose_name="identifiant d’origine"),
                        ),
                        ("held_on", models.DateField(verbose_name="date")),
                        (
                            "public",
                            models.CharField(
                                choices=[
                                    ("young", "Jeunes"),
                                    ("young_fragile", "Jeunes en situation de fragilité"),
                                    ("child_welfare", "Jeunes de l’aide sociale à l’enfance"),
                                    ("self_employed", "Travailleurs indépendants"),
                                    ("disability", "Personnes en situation de handicap"),
                                    ("job_seekers", "Demandeurs d’emploi"),
                                    ("future_parents", "Futurs parents"),
                                    ("young_parents", "Jeunes parents"),
                                    ("single_parents", "Familles monoparentales, séparation"),
                                    ("prisoners", "Personnes détenues ou sortant de détention"),
                                    ("carers", "Aidants"),
                                    ("bereaved", "Personnes endeuillées"),
                                    ("other", "Autre public"),
                                ],
                                max_length=20,
                                verbose_name="public",
                            ),
                        ),
                        ("life_event", models.CharField(blank=True, max_length=60, verbose_name="événement de vie")),
                        ("place_kind", models.CharField(blank=True, max_length=60, verbose_name="sorte de lieu")),
                        ("place", models.CharField(blank=True, max_length=120, verbose_name="lieu")),
                        ("outside_premises", models.BooleanField(null=True, verbose_name="hors les murs")),
                        ("remote", models.BooleanField(null=True, verbose_name="à distance")),
                        (
                            "partners",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=60),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="construite avec",
                            ),
                        ),
                        (
                            "services",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=60),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="services présents",
                            ),
                        ),
                        (
                            "territorial_diagnosis",
                            models.BooleanField(null=True, verbose_name="d’après le diagnostic territorial"),
                        ),
                        ("outgoing_contacts", models.BooleanField(null=True, verbose_name="par contacts sortants")),
                        (
                            "contacts_made",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="contacts sortants"),
                        ),
                        (
                            "targeted",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="personnes ciblées ou invitées"
                            ),
                        ),
                        (
                            "informed",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="personnes informées"),
                        ),
                        ("helped", models.PositiveIntegerField(blank=True, null=True, verbose_name="personnes aidées")),
                        (
                            "individual_appointments",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="rendez-vous individuels qui ont suivi"
                            ),
                        ),
                        (
                            "satisfaction",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=4,
                                null=True,
                                verbose_name="satisfaction, sur 10",
                            ),
                        ),
                        (
                            "at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="saisie le"
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
                                verbose_name="saisie par",
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
                                to="field_actions.fieldaction",
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
