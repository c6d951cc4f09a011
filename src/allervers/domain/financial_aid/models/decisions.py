"""What was decided of a request: written once, corrected by another decision that names it."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from ...organisations.models import User
from .requests import OfRequest
from .sessions import FinancialAidSession


class FinancialAidDecision(OfRequest):
    """Granted with an amount, or refused; always with a reason. `corrects` names the decision that it replaces.

    Taken in a `session`, or between two of them within the cap that the last one gave (`delegated_by`).
    """

    session = models.ForeignKey(FinancialAidSession, null=True, on_delete=models.PROTECT, related_name="decisions")
    delegated_by = models.ForeignKey(FinancialAidSession, null=True, on_delete=models.PROTECT, related_name="+")
    granted = models.BooleanField("accordée")
    amount_cents = models.BigIntegerField("montant accordé en centimes", default=0)
    reason = models.TextField("motif", max_length=2000)
    corrects = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="corrected_by")
    votes_for = models.PositiveSmallIntegerField("voix pour", default=0)
    votes_against = models.PositiveSmallIntegerField("voix contre", default=0)
    abstentions = models.PositiveSmallIntegerField("abstentions", default=0)
    decided_at = models.DateTimeField("décidée le", db_default=Now())
    decided_by = models.ForeignKey(User, verbose_name="enregistrée par", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "décision d’aide"
        ordering = ["decided_at"]
        constraints = [
            models.UniqueConstraint(fields=["request"], name="aid_decision_first_once", condition=Q(corrects=None)),
            models.CheckConstraint(name="aid_decision_has_a_reason", condition=Q(reason__regex=r"\S")),
            models.CheckConstraint(
                name="aid_decision_amount_as_granted",
                condition=Q(granted=True, amount_cents__gte=1) | Q(granted=False, amount_cents=0),
            ),
            models.CheckConstraint(
                name="aid_decision_in_a_session_or_delegated",
                condition=Q(session=None) ^ Q(delegated_by=None),
            ),
            models.CheckConstraint(name="aid_decision_not_of_itself", condition=~Q(corrects=F("id"))),
        ]

    @property
    def is_urgent(self) -> bool:
        return self.delegated_by_id is not None


class FinancialAidRatification(OfRequest):
    """The next session says of an urgent decision that it was right, or not; with the votes of its line."""

    decision = models.OneToOneField(FinancialAidDecision, on_delete=models.PROTECT, related_name="ratification")
    session = models.ForeignKey(FinancialAidSession, on_delete=models.PROTECT, related_name="+")
    ratified = models.BooleanField("ratifiée")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = "ratification d’une aide urgente"


class FinancialAidLetter(OfRequest):
    """The letter of a decision: its words as they left, printed from what is kept."""

    decision = models.OneToOneField(FinancialAidDecision, on_delete=models.PROTECT, related_name="letter")
    written_on = models.DateField("écrite le")
    content = models.JSONField("mots")
    sha256 = models.CharField("empreinte", max_length=64)

    class Meta:
        verbose_name = "lettre de décision d’aide"
