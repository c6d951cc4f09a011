"""The tables of `appointments`, with their constraints, indexes and triggers."""

import datetime
import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.datetime
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import allervers.domain.appointments.models

from ...tables import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accompaniment", "0001_tables"),
        ("organisations", "0001_tables"),
        ("people", "0001_tables"),
    ]

    operations = [
        CreateTables(
            operations=[
                migrations.CreateModel(
                    name="Place",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        ("name", models.CharField(max_length=100, verbose_name="nom")),
                        ("address", models.CharField(max_length=200, verbose_name="adresse")),
                        (
                            "territory",
                            models.CharField(
                                choices=[
                                    ("mainland", "Hexagone et Corse"),
                                    ("alsace_moselle", "Alsace et Moselle"),
                                    ("guadeloupe", "Guadeloupe"),
                                    ("martinique", "Martinique"),
                                    ("guyane", "Guyane"),
                                    ("reunion", "La Réunion"),
                                    ("mayotte", "Mayotte"),
                                    ("saint_pierre", "Saint-Pierre-et-Miquelon"),
                                    ("saint_barthelemy", "Saint-Barthélemy"),
                                    ("saint_martin", "Saint-Martin"),
                                ],
                                default="mainland",
                                max_length=20,
                                verbose_name="territoire",
                            ),
                        ),
                        ("closed_at", models.DateTimeField(null=True, verbose_name="fermé le")),
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
                        "verbose_name": "lieu",
                        "ordering": ["name"],
                        "constraints": [
                            models.UniqueConstraint(fields=("fund", "id"), name="place_fund_id"),
                            models.UniqueConstraint(fields=("fund", "name"), name="place_named_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "territory__in",
                                        [
                                            "mainland",
                                            "alsace_moselle",
                                            "guadeloupe",
                                            "martinique",
                                            "guyane",
                                            "reunion",
                                            "mayotte",
                                            "saint_pierre",
                                            "saint_barthelemy",
                                            "saint_martin",
                                        ],
                                    )
                                ),
                                name="place_territory_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Room",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        ("name", models.CharField(max_length=60, verbose_name="nom")),
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
                            "place",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rooms",
                                to="appointments.place",
                                verbose_name="lieu",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "guichet ou salle",
                        "ordering": ["name"],
                        "constraints": [
                            models.UniqueConstraint(fields=("place", "id"), name="room_place_id"),
                            models.UniqueConstraint(fields=("place", "name"), name="room_named_once"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Opening",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("rights_opening", "Ouverture de droits"),
                                    ("joint", "Rendez-vous commun CAF–CPAM"),
                                    ("social_service", "Service social"),
                                ],
                                max_length=20,
                                verbose_name="objet",
                            ),
                        ),
                        (
                            "way",
                            models.CharField(
                                choices=[
                                    ("on_site", "Sur place"),
                                    ("phone", "Par téléphone"),
                                    ("video", "En visioconférence"),
                                ],
                                default="on_site",
                                max_length=10,
                                verbose_name="comment",
                            ),
                        ),
                        ("capacity", models.SmallIntegerField(default=1, verbose_name="places")),
                        ("rule", models.CharField(max_length=200, verbose_name="répétition")),
                        ("starts_on", models.DateField(verbose_name="du")),
                        ("ends_on", models.DateField(verbose_name="au")),
                        ("first_time", models.TimeField(verbose_name="à partir de")),
                        ("minutes", models.SmallIntegerField(default=30, verbose_name="minutes")),
                        ("per_day", models.SmallIntegerField(verbose_name="créneaux par jour")),
                        (
                            "except_on",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.DateField(),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="sauf les",
                            ),
                        ),
                        ("closed_at", models.DateTimeField(null=True, verbose_name="fermé le")),
                        (
                            "agent",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="agent",
                            ),
                        ),
                        (
                            "author",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="ouvert par",
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
                            "place",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="openings",
                                to="appointments.place",
                                verbose_name="lieu",
                            ),
                        ),
                        (
                            "room",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="appointments.room",
                                verbose_name="guichet ou salle",
                            ),
                        ),
                        (
                            "to_partners",
                            models.BooleanField(
                                db_default=False, default=False, verbose_name="ouverts aux partenaires"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "ouverture",
                        "ordering": ["starts_on", "first_time"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("closed_at", None)),
                                fields=["fund", "ends_on"],
                                name="opening_of_fund",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("fund", "id", "agent", "capacity"), name="opening_agent_capacity"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["rights_opening", "joint", "social_service"])),
                                name="opening_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_on__gte", models.F("starts_on")),
                                    (
                                        "ends_on__lte",
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("starts_on"), "+", models.Value(datetime.timedelta(days=731))
                                        ),
                                    ),
                                ),
                                name="opening_ends_within_two_years",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("capacity__range", (1, 200)),
                                    ("minutes__range", (5, 480)),
                                    ("per_day__range", (1, 288)),
                                ),
                                name="opening_counts_sensible",
                            ),
                            models.UniqueConstraint(fields=("id", "room"), name="opening_room"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("room__isnull", False), ("way", "on_site")),
                                    models.Q(("room__isnull", True), ("way__in", ["phone", "video"])),
                                    _connector="OR",
                                ),
                                name="opening_on_site_has_a_room",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Appointment",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        ("capacity", models.SmallIntegerField(verbose_name="places")),
                        ("seat", models.SmallIntegerField(default=1, verbose_name="place")),
                        ("starts_at", models.DateTimeField(verbose_name="début")),
                        ("ends_at", models.DateTimeField(verbose_name="fin")),
                        (
                            "slot",
                            models.GeneratedField(
                                db_persist=True,
                                expression=allervers.domain.appointments.models.SlotKey(),
                                output_field=models.UUIDField(),
                            ),
                        ),
                        (
                            "placed_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="fixé le"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("booked", "Prévu"),
                                    ("honoured", "Honoré"),
                                    ("no_show", "Absence sans prévenir"),
                                    ("excused", "Excusé par la personne"),
                                    ("revoked", "Annulé par le service"),
                                ],
                                default="booked",
                                max_length=10,
                                verbose_name="état",
                            ),
                        ),
                        ("settled_at", models.DateTimeField(null=True, verbose_name="état noté le")),
                        ("why", models.CharField(blank=True, max_length=200, verbose_name="pourquoi")),
                        (
                            "origin",
                            models.CharField(
                                choices=[
                                    ("adviser", "Donné par un conseiller"),
                                    ("partner", "Pris par un partenaire"),
                                    ("person", "Pris par la personne"),
                                ],
                                max_length=10,
                                verbose_name="origine",
                            ),
                        ),
                        ("sequence", models.SmallIntegerField(default=0, verbose_name="version")),
                        (
                            "accompaniment",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accompaniment.accompaniment",
                                verbose_name="accompagnement",
                            ),
                        ),
                        (
                            "agent",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="agent",
                            ),
                        ),
                        (
                            "author",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="donné par",
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
                            "opening",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="appointments.opening",
                                verbose_name="ouverture",
                            ),
                        ),
                        (
                            "room",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="appointments.room",
                                verbose_name="guichet",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "rendez-vous",
                        "ordering": ["starts_at"],
                        "indexes": [
                            models.Index(fields=["fund", "agent", "starts_at"], name="appointment_of_agent"),
                            models.Index(fields=["person", "starts_at"], name="appointment_of_person"),
                        ],
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                condition=models.Q(("state__in", ["booked", "honoured", "no_show"])),
                                expressions=[
                                    ("agent", "="),
                                    (
                                        allervers.domain.appointments.models.Span(
                                            "starts_at",
                                            "ends_at",
                                            django.contrib.postgres.fields.ranges.RangeBoundary(),
                                        ),
                                        "&&",
                                    ),
                                    ("slot", "<>"),
                                ],
                                name="agent_receives_one_slot_at_a_time",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                condition=models.Q(("state__in", ["booked", "honoured", "no_show"])),
                                expressions=[
                                    ("person", "="),
                                    (
                                        allervers.domain.appointments.models.Span(
                                            "starts_at",
                                            "ends_at",
                                            django.contrib.postgres.fields.ranges.RangeBoundary(),
                                        ),
                                        "&&",
                                    ),
                                ],
                                name="person_is_at_one_place_at_a_time",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["booked", "honoured", "no_show"])),
                                fields=("slot", "seat"),
                                name="appointment_seat_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("seat__gte", 1), ("seat__lte", models.F("capacity"))),
                                name="appointment_seat_exists",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                                name="appointment_ends_after_it_starts",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("starts_at__gt", models.F("placed_at"))),
                                name="appointment_is_to_come",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("origin__in", ["adviser", "partner", "person"])),
                                name="appointment_origin_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("settled_at", None), ("state", "booked")),
                                    models.Q(
                                        ("settled_at__isnull", False),
                                        ("state__in", ["honoured", "no_show", "excused", "revoked"]),
                                    ),
                                    _connector="OR",
                                ),
                                name="appointment_settled_as_its_state_says",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ("honoured", "no_show")), _negated=True),
                                    ("settled_at__gte", models.F("starts_at")),
                                    _connector="OR",
                                ),
                                name="appointment_attendance_is_known_after_it_began",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                condition=models.Q(
                                    ("state__in", ["booked", "honoured", "no_show"]), ("room__isnull", False)
                                ),
                                expressions=[
                                    ("room", "="),
                                    (
                                        allervers.domain.appointments.models.Span(
                                            "starts_at",
                                            "ends_at",
                                            django.contrib.postgres.fields.ranges.RangeBoundary(),
                                        ),
                                        "&&",
                                    ),
                                    ("slot", "<>"),
                                ],
                                name="room_holds_one_slot_at_a_time",
                            ),
                            models.UniqueConstraint(fields=("fund", "id"), name="appointment_fund_id"),
                        ],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="appointment",
                    trigger=pgtrigger.compiler.Trigger(
                        name="appointment_states_follow_one_another",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{booked:honoured,booked:no_show,booked:excused,booked:revoked,honoured:no_show,no_show:honoured,no_show:excused}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="d894176351965fa70c1fcf1e76b4f0a17643d8d2",
                            operation="UPDATE",
                            pgid="pgtrigger_appointment_states_follow_one_another_6c86d",
                            table="appointments_appointment",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="appointment",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "appointments_appointmentevent" ("accompaniment_id", "agent_id", "author_id", "capacity", "ends_at", "fund_id", "id", "opening_id", "origin", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placed_at", "room_id", "seat", "sequence", "settled_at", "starts_at", "state", "why") VALUES (NEW."accompaniment_id", NEW."agent_id", NEW."author_id", NEW."capacity", NEW."ends_at", NEW."fund_id", NEW."id", NEW."opening_id", NEW."origin", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."placed_at", NEW."room_id", NEW."seat", NEW."sequence", NEW."settled_at", NEW."starts_at", NEW."state", NEW."why"); RETURN NULL;',
                            hash="d3fbf1f98e4db2bacdfcb2539d864dca2ebd6053",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_30113",
                            table="appointments_appointment",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="appointment",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "appointments_appointmentevent" ("accompaniment_id", "agent_id", "author_id", "capacity", "ends_at", "fund_id", "id", "opening_id", "origin", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placed_at", "room_id", "seat", "sequence", "settled_at", "starts_at", "state", "why") VALUES (NEW."accompaniment_id", NEW."agent_id", NEW."author_id", NEW."capacity", NEW."ends_at", NEW."fund_id", NEW."id", NEW."opening_id", NEW."origin", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."placed_at", NEW."room_id", NEW."seat", NEW."sequence", NEW."settled_at", NEW."starts_at", NEW."state", NEW."why"); RETURN NULL;',
                            hash="abeed8871890b4cb5d24655714ae507d6a6acb6b",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_34af4",
                            table="appointments_appointment",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.CreateModel(
                    name="AppointmentEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField()),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.UUIDField(default=uuid.uuid4, serialize=False)),
                        ("capacity", models.SmallIntegerField(verbose_name="places")),
                        ("seat", models.SmallIntegerField(default=1, verbose_name="place")),
                        ("starts_at", models.DateTimeField(verbose_name="début")),
                        ("ends_at", models.DateTimeField(verbose_name="fin")),
                        (
                            "slot",
                            models.GeneratedField(
                                db_persist=True,
                                expression=allervers.domain.appointments.models.SlotKey(),
                                output_field=models.UUIDField(),
                            ),
                        ),
                        (
                            "placed_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="fixé le"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("booked", "Prévu"),
                                    ("honoured", "Honoré"),
                                    ("no_show", "Absence sans prévenir"),
                                    ("excused", "Excusé par la personne"),
                                    ("revoked", "Annulé par le service"),
                                ],
                                default="booked",
                                max_length=10,
                                verbose_name="état",
                            ),
                        ),
                        ("settled_at", models.DateTimeField(null=True, verbose_name="état noté le")),
                        ("why", models.CharField(blank=True, max_length=200, verbose_name="pourquoi")),
                        (
                            "origin",
                            models.CharField(
                                choices=[
                                    ("adviser", "Donné par un conseiller"),
                                    ("partner", "Pris par un partenaire"),
                                    ("person", "Pris par la personne"),
                                ],
                                max_length=10,
                                verbose_name="origine",
                            ),
                        ),
                        ("sequence", models.SmallIntegerField(default=0, verbose_name="version")),
                        (
                            "accompaniment",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="accompaniment.accompaniment",
                                verbose_name="accompagnement",
                            ),
                        ),
                        (
                            "agent",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="agent",
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
                                verbose_name="donné par",
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
                                to="appointments.appointment",
                            ),
                        ),
                        (
                            "opening",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="appointments.opening",
                                verbose_name="ouverture",
                            ),
                        ),
                        (
                            "room",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="appointments.room",
                                verbose_name="guichet",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="CalendarFeed",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        ("digest", models.CharField(max_length=64, unique=True)),
                        (
                            "created_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="créé le"
                            ),
                        ),
                        ("last_read_on", models.DateField(null=True, verbose_name="lu le")),
                        ("revoked_at", models.DateTimeField(null=True, verbose_name="révoqué le")),
                        (
                            "account",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="compte",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "abonnement à un agenda",
                        "ordering": ["-created_at"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("revoked_at", None)),
                                fields=("account",),
                                name="one_feed_for_an_account",
                            )
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
                        ("tries", models.PositiveSmallIntegerField(default=0)),
                        ("revoked_at", models.DateTimeField(null=True)),
                        ("opened_at", models.DateTimeField(null=True, verbose_name="ouvert le")),
                        ("visit_digest", models.BinaryField(null=True, unique=True)),
                        ("visit_until", models.DateTimeField(null=True)),
                        (
                            "appointment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="personlinks",
                                to="appointments.appointment",
                                verbose_name="rendez-vous",
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
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "accès de la personne à son rendez-vous",
                        "ordering": ["given_at"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("opened_at", None), ("visit_digest", None), ("visit_until", None)),
                                    models.Q(
                                        ("opened_at__isnull", False),
                                        ("visit_digest__isnull", False),
                                        ("visit_until__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="appointment_link_visit_whole",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Suspension",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        (
                            "since",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="depuis le"
                            ),
                        ),
                        ("lifted_at", models.DateTimeField(null=True, verbose_name="levée le")),
                        (
                            "author",
                            models.ForeignKey(
                                db_index=False,
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
                            "lifted_by",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="levée par",
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
                    ],
                    options={
                        "verbose_name": "suspension des rappels",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("lifted_at", None)), fields=("person",), name="suspended_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("lifted_at", None), ("lifted_by", None)),
                                    models.Q(("lifted_at__isnull", False), ("lifted_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="suspension_lifted_by_somebody",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Waiting",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("rights_opening", "Ouverture de droits"),
                                    ("joint", "Rendez-vous commun CAF–CPAM"),
                                    ("social_service", "Service social"),
                                ],
                                max_length=20,
                                verbose_name="objet",
                            ),
                        ),
                        (
                            "since",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="depuis le"
                            ),
                        ),
                        ("told", models.SmallIntegerField(default=0, verbose_name="prévenue")),
                        ("told_at", models.DateTimeField(null=True, verbose_name="prévenue le")),
                        ("ended_at", models.DateTimeField(null=True, verbose_name="fin de l’attente")),
                        (
                            "author",
                            models.ForeignKey(
                                db_index=False,
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
                            "place",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="appointments.place",
                                verbose_name="lieu",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "attente d’un rendez-vous",
                        "ordering": ["since"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["rights_opening", "joint", "social_service"])),
                                name="waiting_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("told", 0), ("told_at", None)),
                                    models.Q(("told__range", (1, 3)), ("told_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="waiting_told_at_most_three_times",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at", None)), fields=("person", "kind"), name="waits_once"
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
