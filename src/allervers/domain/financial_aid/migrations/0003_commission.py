"""Budgets that never pass zero, the commission, its votes and decisions."""

import uuid

import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0003_behind_a_service"),
        ("financial_aid", "0002_objects"),
        ("organisations", "0005_financial_aid_service"),
        ("people", "0003_when_to_call"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
                        condition=models.Q(("year__gte", 2019), ("year__lte", 2099)), name="aid_budget_year_known"
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
            ],
            options={
                "verbose_name": "décision d’aide",
                "ordering": ["decided_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("corrects", None)), fields=("request",), name="aid_decision_first_once"
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
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
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="le")),
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
        migrations.AddField(
            model_name="financialaiddecision",
            name="delegated_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="financial_aid.financialaidsession",
            ),
        ),
        migrations.AddField(
            model_name="financialaiddecision",
            name="session",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="decisions",
                to="financial_aid.financialaidsession",
            ),
        ),
        migrations.CreateModel(
            name="FinancialAidAgendaLine",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("place", models.PositiveSmallIntegerField(verbose_name="rang")),
                ("to_ratify", models.BooleanField(default=False, verbose_name="aide urgente à ratifier")),
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
                        condition=models.Q(("choice__in", ["for", "against", "abstain"])), name="aid_vote_choice_known"
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="financialaiddecision",
            constraint=models.CheckConstraint(
                condition=models.Q(("session", None), ("delegated_by", None), _connector="XOR"),
                name="aid_decision_in_a_session_or_delegated",
            ),
        ),
    ]
