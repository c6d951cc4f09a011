"""Accounts to pay, batches for the bank, and what it said of each line."""

import uuid

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("financial_aid", "0004_objects_of_commission"),
        ("organisations", "0005_financial_aid_service"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FinancialAidBatch",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                (
                    "made_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="fait le"),
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
                        condition=models.Q(("count__gte", 1), ("total_cents__gte", 1)), name="aid_batch_pays_something"
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
                    models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="aid_payee_is_named"),
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
                ("end_to_end", models.CharField(max_length=35, unique=True, verbose_name="référence du virement")),
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
                    models.CheckConstraint(condition=models.Q(("amount_cents__gte", 1)), name="aid_payment_amount"),
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
    ]
