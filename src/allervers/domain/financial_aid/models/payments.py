"""To whom a grant is paid, the batches that leave for the bank, and what the bank said of each line."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from ...organisations.encryption import decrypt
from ...organisations.models import Organisation, Service, User
from ..codes import PayeeKind, PaymentState
from .decisions import FinancialAidDecision
from .requests import OfRequest


class FinancialAidPayee(OfRequest):
    """An account that the aid is paid to, its IBAN encrypted; never changed: another one replaces it.

    One that replaces another is paid only once somebody else than who typed it has confirmed it.
    """

    kind = models.CharField("à qui", max_length=10, choices=PayeeKind)
    name = models.CharField("titulaire du compte", max_length=70)
    iban_encrypted = models.BinaryField(editable=False)
    iban_end = models.CharField("fin de l’IBAN", max_length=4)
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")
    entered_at = models.DateTimeField(db_default=Now())
    entered_by = models.ForeignKey(User, verbose_name="saisi par", on_delete=models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey(
        User, verbose_name="confirmé par", null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "compte à payer"
        ordering = ["-entered_at"]
        constraints = [
            models.UniqueConstraint(fields=["request"], name="aid_payee_first_once", condition=Q(replaces=None)),
            models.CheckConstraint(name="aid_payee_kind_known", condition=Q(kind__in=PayeeKind.values)),
            models.CheckConstraint(name="aid_payee_is_named", condition=~Q(name="")),
            models.CheckConstraint(
                name="aid_payee_confirmed_by_another",
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("entered_by")),
            ),
        ]

    @property
    def is_usable(self) -> bool:
        """The first account that was given, or one that a second person confirmed."""
        return self.replaces_id is None or self.confirmed_by_id is not None

    @property
    def iban(self) -> str:
        return decrypt(self.iban_encrypted)


class FinancialAidBatch(models.Model):
    """A payment file (pain.001.001.03), made once: exporting it again gives these bytes, whose digest is kept.

    The bytes hold names and IBANs: encrypted, and forgotten with the requests that they pay.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    fund = models.ForeignKey(Organisation, verbose_name="caisse", on_delete=models.PROTECT, related_name="+")
    service = models.ForeignKey(Service, verbose_name="service", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField("fait le", db_default=Now())
    made_by = models.ForeignKey(User, verbose_name="fait par", on_delete=models.PROTECT, related_name="+")
    execute_on = models.DateField("à exécuter le")
    debtor_name = models.CharField("titulaire du compte payeur", max_length=70)
    debtor_iban = models.CharField("IBAN payeur", max_length=34)
    debtor_bic = models.CharField("BIC payeur", max_length=11)
    count = models.PositiveIntegerField("virements")
    total_cents = models.BigIntegerField("total en centimes")
    content_encrypted = models.BinaryField(editable=False, null=True)
    sha256 = models.CharField("empreinte", max_length=64)

    class Meta:
        verbose_name = "lot de virements"
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(fields=["service", "fund", "id"], name="aid_batch_service_fund"),
            models.CheckConstraint(name="aid_batch_pays_something", condition=Q(count__gte=1, total_cents__gte=1)),
        ]


class FinancialAidPayment(OfRequest):
    """One line of a batch. A decision has one that is sent or paid at most; one that was rejected may leave again."""

    batch = models.ForeignKey(FinancialAidBatch, on_delete=models.PROTECT, related_name="payments")
    decision = models.ForeignKey(FinancialAidDecision, on_delete=models.PROTECT, related_name="payments")
    payee = models.ForeignKey(FinancialAidPayee, on_delete=models.PROTECT, related_name="+")
    end_to_end = models.CharField("référence du virement", max_length=35, unique=True)
    amount_cents = models.BigIntegerField("montant en centimes")
    state = models.CharField("état", max_length=10, choices=PaymentState, default=PaymentState.SENT)
    settled_on = models.DateField("réponse du", null=True)
    why = models.CharField("motif du rejet", max_length=140, blank=True)

    class Meta:
        verbose_name = "virement"
        ordering = ["end_to_end"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision"], name="aid_payment_one_alive", condition=Q(state__in=["sent", "paid"])
            ),
            models.CheckConstraint(name="aid_payment_amount", condition=Q(amount_cents__gte=1)),
            models.CheckConstraint(
                name="aid_payment_settled_as_its_state_says",
                condition=Q(state="sent", settled_on=None)
                | Q(state__in=["paid", "rejected"], settled_on__isnull=False),
            ),
        ]
