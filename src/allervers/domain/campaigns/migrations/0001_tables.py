"""The tables of `campaigns`, with their constraints, indexes and triggers."""

import uuid

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
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
    ]

    operations = [
        CreateTables(
            operations=[
                migrations.CreateModel(
                    name="Campaign",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        ("name", models.CharField(max_length=60, verbose_name="nom")),
                        ("is_notice", models.BooleanField(default=False, verbose_name="avis obligatoire")),
                        ("texts", models.JSONField(verbose_name="textes")),
                        (
                            "channels",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[("email", "Courriel"), ("sms", "SMS"), ("letter", "Lettre")], max_length=10
                                ),
                                size=None,
                                verbose_name="moyens",
                            ),
                        ),
                        (
                            "holdout",
                            models.DecimalField(
                                decimal_places=3,
                                max_digits=4,
                                validators=[
                                    django.core.validators.MinValueValidator(0),
                                    django.core.validators.MaxValueValidator(1),
                                ],
                                verbose_name="part de témoins",
                            ),
                        ),
                        ("seed", models.BigIntegerField(verbose_name="graine du tirage")),
                        (
                            "created_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="créée le"
                            ),
                        ),
                        ("audience", models.IntegerField(null=True, verbose_name="personnes du fichier")),
                        ("treated", models.IntegerField(null=True, verbose_name="personnes contactées")),
                        ("left_out", models.IntegerField(null=True, verbose_name="témoins")),
                        ("excluded", models.IntegerField(null=True, verbose_name="exclues")),
                        ("exclusions", models.JSONField(default=dict, verbose_name="exclues, par motif")),
                        (
                            "file_digest",
                            models.CharField(blank=True, max_length=64, verbose_name="empreinte du fichier"),
                        ),
                        ("digest", models.CharField(blank=True, max_length=64, verbose_name="empreinte")),
                        ("frozen_at", models.DateTimeField(null=True, verbose_name="figée le")),
                        ("launched_at", models.DateTimeField(null=True, verbose_name="lancée le")),
                        ("paused_at", models.DateTimeField(null=True, verbose_name="en pause depuis le")),
                        ("paused_why", models.CharField(blank=True, max_length=200, verbose_name="pourquoi")),
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
                            "author",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="créée par",
                            ),
                        ),
                        (
                            "launched_by",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="lancée par",
                            ),
                        ),
                        ("prices", models.JSONField(default=dict, verbose_name="prix de mille messages")),
                        ("resumed_at", models.DateTimeField(null=True, verbose_name="reprise le")),
                        ("target", models.CharField(blank=True, max_length=60, verbose_name="motif des listes")),
                    ],
                    options={
                        "verbose_name": "campagne",
                        "ordering": ["-created_at"],
                        "constraints": [
                            models.UniqueConstraint(fields=("fund", "id"), name="campaign_fund_id"),
                            models.UniqueConstraint(fields=("fund", "name"), name="campaign_name_once"),
                            models.CheckConstraint(
                                condition=models.Q(("holdout__gte", 0), ("holdout__lt", 1)),
                                name="campaign_holdout_is_a_share",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("is_notice", False), ("holdout", 0), _connector="OR"),
                                name="campaign_notice_leaves_nobody_out",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("audience", None), ("excluded", None), ("left_out", None), ("treated", None)
                                    ),
                                    (
                                        "audience",
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                models.F("treated"), "+", models.F("left_out")
                                            ),
                                            "+",
                                            models.F("excluded"),
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="campaign_audience_adds_up",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("launched_at", None),
                                    models.Q(("frozen_at__isnull", False), ("launched_at__gte", models.F("frozen_at"))),
                                    _connector="OR",
                                ),
                                name="campaign_launched_once_frozen",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("frozen_at", None),
                                    models.Q(("audience__gt", 0), models.Q(("digest", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="campaign_frozen_with_an_audience",
                            ),
                        ],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="campaign",
                    trigger=pgtrigger.compiler.Trigger(
                        name="campaign_frozen_stays_so",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.frozen_at IS NOT NULL AND (OLD.fund_id IS DISTINCT FROM NEW.fund_id OR OLD.is_notice IS DISTINCT FROM NEW.is_notice OR OLD.texts IS DISTINCT FROM NEW.texts OR OLD.channels IS DISTINCT FROM NEW.channels OR OLD.holdout IS DISTINCT FROM NEW.holdout OR OLD.seed IS DISTINCT FROM NEW.seed OR OLD.frozen_at IS DISTINCT FROM NEW.frozen_at OR OLD.digest IS DISTINCT FROM NEW.digest OR OLD.file_digest IS DISTINCT FROM NEW.file_digest OR OLD.target IS DISTINCT FROM NEW.target OR OLD.audience IS DISTINCT FROM NEW.audience OR OLD.treated IS DISTINCT FROM NEW.treated OR OLD.left_out IS DISTINCT FROM NEW.left_out OR OLD.excluded IS DISTINCT FROM NEW.excluded OR OLD.exclusions IS DISTINCT FROM NEW.exclusions))",
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="921d982633e0ddf4184541ee824a19863a5b2205",
                            operation="UPDATE",
                            pgid="pgtrigger_campaign_frozen_stays_so_22905",
                            table="campaigns_campaign",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.CreateModel(
                    name="LetterBatch",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        ("number", models.IntegerField(verbose_name="numéro")),
                        ("made_on", models.DateField(verbose_name="faite le")),
                        ("letters", models.IntegerField(verbose_name="lettres")),
                        ("pages", models.IntegerField(null=True, verbose_name="pages")),
                        ("sha256", models.CharField(blank=True, max_length=64, verbose_name="empreinte")),
                        ("handed_over_at", models.DateTimeField(null=True, verbose_name="remise le")),
                        (
                            "campaign",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="campaigns.campaign",
                            ),
                        ),
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
                        "verbose_name": "lot de lettres",
                        "ordering": ["number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("campaign", "number"), name="campaign_batch_number_once"),
                            models.UniqueConstraint(fields=("fund", "campaign", "id"), name="campaign_batch_key"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Member",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        ("number", models.CharField(max_length=40, verbose_name="numéro de la personne")),
                        ("household", models.CharField(max_length=40, verbose_name="foyer")),
                        ("identity", models.BinaryField(null=True)),
                        ("language", models.CharField(max_length=10, verbose_name="langue")),
                        (
                            "channel",
                            models.CharField(
                                blank=True,
                                choices=[("email", "Courriel"), ("sms", "SMS"), ("letter", "Lettre")],
                                max_length=10,
                                verbose_name="par",
                            ),
                        ),
                        ("address_digest", models.BinaryField(null=True)),
                        (
                            "arm",
                            models.CharField(
                                blank=True,
                                choices=[("treated", "Contactée"), ("holdout", "Témoin")],
                                max_length=10,
                                verbose_name="groupe",
                            ),
                        ),
                        (
                            "exclusion",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("opposed", "Opposées à être contactées"),
                                    ("deceased", "Décédées"),
                                    ("contacted_lately", "Déjà contactées depuis moins de 30 jours"),
                                    ("contacted_often", "Contactées 4 fois ou plus en 12 mois"),
                                    ("not_named", "Absentes du fichier de la caisse"),
                                    ("no_channel", "Sans moyen de contact"),
                                    ("same_household", "Même adresse qu’un autre membre du foyer"),
                                ],
                                max_length=20,
                                verbose_name="exclue",
                            ),
                        ),
                        ("line", models.IntegerField(verbose_name="ligne du fichier")),
                        (
                            "campaign",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="campaigns.campaign",
                            ),
                        ),
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
                        "verbose_name": "personne d’une campagne",
                        "ordering": ["line"],
                        "indexes": [
                            models.Index(fields=["fund", "number"], name="campaign_member_by_number"),
                            models.Index(
                                condition=models.Q(("address_digest__isnull", False), ("arm", "treated")),
                                fields=["fund", "address_digest"],
                                name="campaign_member_by_address",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("campaign", "number"), name="campaign_member_once"),
                            models.UniqueConstraint(fields=("fund", "campaign", "id"), name="campaign_member_key"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("arm__in", ["treated", "holdout"]),
                                        ("exclusion", ""),
                                        models.Q(("channel", ""), _negated=True),
                                    ),
                                    models.Q(
                                        ("arm", ""),
                                        (
                                            "exclusion__in",
                                            [
                                                "opposed",
                                                "deceased",
                                                "contacted_lately",
                                                "contacted_often",
                                                "not_named",
                                                "no_channel",
                                                "same_household",
                                            ],
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="campaign_member_is_drawn_or_excluded",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Outcome",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("on", models.DateField(verbose_name="ouvert le")),
                        (
                            "campaign",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="campaigns.campaign",
                            ),
                        ),
                        (
                            "fund",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.organisation",
                            ),
                        ),
                        (
                            "member",
                            models.OneToOneField(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="outcome",
                                to="campaigns.member",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "droit ouvert",
                        "indexes": [models.Index(fields=["campaign", "on"], name="campaign_outcome_by_day")],
                    },
                ),
                migrations.CreateModel(
                    name="Sending",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        (
                            "channel",
                            models.CharField(
                                choices=[("email", "Courriel"), ("sms", "SMS"), ("letter", "Lettre")],
                                max_length=10,
                                verbose_name="par",
                            ),
                        ),
                        ("wave", models.SmallIntegerField(default=1, verbose_name="vague")),
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
                        (
                            "leave_after",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="part après le"
                            ),
                        ),
                        ("settled_at", models.DateTimeField(null=True, verbose_name="état final le")),
                        ("bounced_at", models.DateTimeField(null=True, verbose_name="revenu le")),
                        (
                            "batch",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="sendings",
                                to="campaigns.letterbatch",
                            ),
                        ),
                        (
                            "campaign",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="campaigns.campaign",
                            ),
                        ),
                        (
                            "fund",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.organisation",
                            ),
                        ),
                        (
                            "member",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="campaigns.member",
                            ),
                        ),
                        ("delivered_at", models.DateTimeField(null=True, verbose_name="remis le")),
                    ],
                    options={
                        "verbose_name": "message d’une campagne",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state__in", ["waiting", "leaving", "unknown"])),
                                fields=["campaign", "leave_after", "id"],
                                name="campaign_sending_to_leave",
                            ),
                            models.Index(fields=["campaign", "state"], name="campaign_sending_by_state"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("member",), name="campaign_sending_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["waiting", "leaving", "sent", "failed", "unknown", "withdrawn"])
                                ),
                                name="campaign_sending_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("channel__in", ["email", "sms", "letter"])),
                                name="campaign_sending_channel_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("attempt", 0), ("attempted_at", None)),
                                    models.Q(("attempt__gt", 0), ("attempted_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="campaign_sending_attempt_is_dated",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("settled_at__isnull", False), ("state__in", ["sent", "failed", "withdrawn"])
                                    ),
                                    models.Q(("settled_at", None), ("state__in", ["waiting", "leaving", "unknown"])),
                                    _connector="OR",
                                ),
                                name="campaign_sending_settled_as_its_state_says",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["failed", "withdrawn", "unknown"]), _negated=True),
                                    models.Q(("why", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="campaign_sending_not_sent_says_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("batch", None), ("channel", "letter"), _connector="OR"),
                                name="campaign_batch_is_of_letters",
                            ),
                        ],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="sending",
                    trigger=pgtrigger.compiler.Trigger(
                        name="sending_states_follow_one_another",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{waiting:leaving,waiting:withdrawn,waiting:failed,leaving:sent,leaving:failed,leaving:unknown,leaving:waiting,unknown:leaving,unknown:sent,unknown:failed}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="01cc83461f46df6f8c4be78b3d4acd060e5ba45f",
                            operation="UPDATE",
                            pgid="pgtrigger_sending_states_follow_one_another_f46ef",
                            table="campaigns_sending",
                            when="BEFORE",
                        ),
                    ),
                ),
            ],
        ),
    ]
