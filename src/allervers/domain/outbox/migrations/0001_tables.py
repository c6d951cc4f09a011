"""The tables of `outbox`, with their constraints, indexes and triggers."""

import uuid

import django.db.models.deletion
import django.db.models.functions.datetime
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
    ]

    operations = [
        CreateTables(
            operations=[
                migrations.CreateModel(
                    name="Opposition",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        (
                            "channel",
                            models.CharField(
                                choices=[("sms", "SMS"), ("email", "Courriel")], max_length=10, verbose_name="par"
                            ),
                        ),
                        ("address_digest", models.BinaryField()),
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
                                null=True,
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
                                verbose_name="levée notée par",
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
                        "verbose_name": "opposition aux messages",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("lifted_at", None)),
                                fields=("fund", "channel", "address_digest"),
                                name="opposed_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("channel__in", ["sms", "email"])), name="opposition_channel_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("lifted_at", None), ("lifted_by", None)),
                                    models.Q(("lifted_at__isnull", False), ("lifted_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="opposition_lifted_by_somebody",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Message",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        ("kind", models.CharField(max_length=40, verbose_name="modèle")),
                        ("cause", models.CharField(max_length=100, verbose_name="cause")),
                        (
                            "channel",
                            models.CharField(
                                choices=[("sms", "SMS"), ("email", "Courriel")], max_length=10, verbose_name="par"
                            ),
                        ),
                        ("language", models.CharField(default="fr", max_length=10, verbose_name="langue")),
                        ("subject", models.CharField(blank=True, max_length=120, verbose_name="objet")),
                        ("text", models.TextField(max_length=2000, verbose_name="texte")),
                        (
                            "written_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="écrit le"
                            ),
                        ),
                        ("leave_after", models.DateTimeField(verbose_name="part après le")),
                        ("useless_after", models.DateTimeField(verbose_name="n’a plus de sens après le")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "En attente"),
                                    ("leaving", "En train de partir"),
                                    ("sent", "Envoyé"),
                                    ("failed", "Non parti"),
                                    ("unknown", "Envoi incertain"),
                                    ("withdrawn", "Retiré avant l’envoi"),
                                ],
                                default="waiting",
                                max_length=10,
                                verbose_name="état",
                            ),
                        ),
                        ("why", models.CharField(blank=True, max_length=200, verbose_name="pourquoi")),
                        ("attempt", models.SmallIntegerField(default=0, verbose_name="essais")),
                        ("attempted_at", models.DateTimeField(null=True, verbose_name="dernier essai le")),
                        ("to_digest", models.BinaryField(null=True)),
                        ("settled_at", models.DateTimeField(null=True, verbose_name="état final le")),
                        (
                            "author",
                            models.ForeignKey(
                                db_index=False,
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
                        "verbose_name": "message",
                        "ordering": ["-written_at"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state__in", ["waiting", "leaving", "unknown"])),
                                fields=["fund", "leave_after"],
                                name="message_to_leave",
                            ),
                            models.Index(fields=["person", "written_at"], name="message_of_person"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("cause", "person", "kind"), name="message_once_for_its_cause"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("channel__in", ["sms", "email"])), name="message_channel_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["waiting", "leaving", "sent", "failed", "unknown", "withdrawn"])
                                ),
                                name="message_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("useless_after__gt", models.F("leave_after"))),
                                name="message_leaves_before_it_is_useless",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("attempt", 0), ("attempted_at", None)),
                                    models.Q(("attempt__gt", 0), ("attempted_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="message_attempt_is_dated",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("settled_at__isnull", False), ("state__in", ["sent", "failed", "withdrawn"])
                                    ),
                                    models.Q(("settled_at", None), ("state__in", ["waiting", "leaving", "unknown"])),
                                    _connector="OR",
                                ),
                                name="message_settled_as_its_state_says",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["failed", "withdrawn", "unknown"]), _negated=True),
                                    models.Q(("why", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="message_not_sent_says_why",
                            ),
                        ],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="message",
                    trigger=pgtrigger.compiler.Trigger(
                        name="states_follow_one_another",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{waiting:leaving,waiting:withdrawn,waiting:failed,leaving:sent,leaving:failed,leaving:unknown,leaving:waiting,unknown:leaving,unknown:sent,unknown:failed}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="459b6c6f8d02f732a0a648d4c7a4f1d62693157e",
                            operation="UPDATE",
                            pgid="pgtrigger_states_follow_one_another_5d02d",
                            table="outbox_message",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.CreateModel(
                    name="StoppedAddress",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        (
                            "channel",
                            models.CharField(
                                choices=[("sms", "SMS"), ("email", "Courriel")], max_length=10, verbose_name="par"
                            ),
                        ),
                        ("address_digest", models.BinaryField()),
                        (
                            "since",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="depuis le"
                            ),
                        ),
                        ("lifted_at", models.DateTimeField(null=True, verbose_name="levée le")),
                        (
                            "fund",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.organisation",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "adresse qui a dit STOP",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("lifted_at", None)),
                                fields=("fund", "channel", "address_digest"),
                                name="stopped_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("channel__in", ["sms", "email"])), name="stopped_channel_known"
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
