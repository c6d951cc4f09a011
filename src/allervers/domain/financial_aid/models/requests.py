"""A request for financial aid, the other bodies that were asked first, and its papers."""

import uuid

import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from ...documents.models import Document
from ...organisations.audit import EVENT_OPTIONS
from ...organisations.models import Organisation, Service, User
from ...people.models import NameKey, OfPerson
from ..codes import FOLLOWING, Category, FunderAnswer, PaperKind, Scheme, State


@pghistory.track(exclude=["what_for"], **EVENT_OPTIONS)
class FinancialAidRequest(OfPerson):
    """What a person asks the fund's commission to pay, once everybody else has answered.

    `cost_cents` is what the thing costs, the two shares what the health insurance and the complementary pay of it.
    Its identifier is minted with the form. In `financial_difficulty` and `comfort` null is unknown.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    service = models.ForeignKey(Service, verbose_name="service", on_delete=models.PROTECT, related_name="+")
    reference = models.CharField("référence", max_length=20, unique=True)
    author = models.ForeignKey(User, verbose_name="enregistrée par", on_delete=models.PROTECT, related_name="+")
    received_on = models.DateField("reçue le", default=timezone.localdate)
    category = models.CharField("nature de l’aide", max_length=30, choices=Category)
    what_for = models.TextField("ce qui est demandé", max_length=2000)
    scheme = models.CharField("situation à la caisse", max_length=10, choices=Scheme)
    financial_difficulty = models.BooleanField("difficulté financière", null=True)
    comfort = models.BooleanField("confort ou esthétique", null=True)
    social_evaluation_on = models.DateField("évaluation du service social reçue le", null=True)
    cost_cents = models.BigIntegerField("coût total en centimes")
    health_insurance_cents = models.BigIntegerField("part de l’Assurance Maladie en centimes", default=0)
    complementary_cents = models.BigIntegerField("part de la complémentaire en centimes", default=0)
    asked_cents = models.BigIntegerField("montant demandé en centimes")
    state = models.CharField("état", max_length=10, choices=State, default=State.OPEN)
    ended_on = models.DateField("terminée le", null=True)

    class Meta:
        verbose_name = "demande d’aide financière"
        ordering = ["received_on", "reference"]
        constraints = [
            models.UniqueConstraint(fields=["service", "fund", "id"], name="aid_request_service_fund"),
            models.CheckConstraint(name="aid_request_category_known", condition=Q(category__in=Category.values)),
            models.CheckConstraint(name="aid_request_scheme_known", condition=Q(scheme__in=Scheme.values)),
            models.CheckConstraint(name="aid_request_says_what_for", condition=~Q(what_for="")),
            models.CheckConstraint(
                name="aid_request_shares_not_negative",
                condition=Q(health_insurance_cents__gte=0, complementary_cents__gte=0),
            ),
            models.CheckConstraint(
                name="aid_request_asks_for_what_is_left",
                condition=Q(
                    asked_cents__gte=1,
                    asked_cents__lte=F("cost_cents") - F("health_insurance_cents") - F("complementary_cents"),
                ),
            ),
            models.CheckConstraint(
                name="aid_request_ended_as_its_state_says",
                condition=Q(state=State.OPEN, ended_on=None)
                | Q(state__in=[State.GRANTED, State.REFUSED, State.WITHDRAWN], ended_on__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["service", "received_on"], name="aid_request_open", condition=Q(state="open")),
            models.Index(fields=["fund", "person"], name="aid_request_of_person"),
            models.Index(fields=["fund", "ended_on"], name="aid_request_ended", condition=Q(ended_on__isnull=False)),
        ]
        triggers = [
            pgtrigger.FSM(
                name="aid_request_states_follow_one_another",
                field="state",
                transitions=[(former, after) for former, following in FOLLOWING.items() for after in following],
            )
        ]

    def __str__(self):
        return f"demande d’aide financière {self.reference}"

    @property
    def left_cents(self) -> int:
        """What remains to be paid after the health insurance and the complementary."""
        return self.cost_cents - self.health_insurance_cents - self.complementary_cents


class OfRequest(models.Model):
    """Something of one request. Its key holds service and fund, as that of the request does."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    fund = models.ForeignKey(Organisation, verbose_name="caisse", on_delete=models.PROTECT, related_name="+")
    service = models.ForeignKey(Service, verbose_name="service", on_delete=models.PROTECT, related_name="+")
    request = models.ForeignKey(
        FinancialAidRequest, verbose_name="demande", on_delete=models.PROTECT, related_name="%(class)ss"
    )

    class Meta:
        abstract = True


@pghistory.track(**EVENT_OPTIONS)
class FinancialAidFunder(OfRequest):
    """A body that was asked before the fund, with its answer and the day of it: the aid is the last resort."""

    body = models.CharField("organisme", max_length=200)
    asked_on = models.DateField("sollicité le")
    answer = models.CharField("réponse", max_length=20, choices=FunderAnswer, default=FunderAnswer.WAITING)
    answered_on = models.DateField("répondu le", null=True)
    amount_cents = models.BigIntegerField("montant accordé en centimes", default=0)

    class Meta:
        verbose_name = "organisme sollicité"
        ordering = ["asked_on", "body"]
        constraints = [
            models.CheckConstraint(name="aid_funder_is_named", condition=~Q(body="")),
            models.CheckConstraint(name="aid_funder_answer_known", condition=Q(answer__in=FunderAnswer.values)),
            models.CheckConstraint(
                name="aid_funder_answers_on_a_day",
                condition=Q(answer="waiting", answered_on=None)
                | ~Q(answer="waiting") & Q(answered_on__isnull=False, answered_on__gte=F("asked_on")),
            ),
            models.CheckConstraint(
                name="aid_funder_pays_when_it_grants",
                condition=Q(answer="granted", amount_cents__gte=1) | ~Q(answer="granted") & Q(amount_cents=0),
            ),
        ]


@pghistory.track(exclude=["content_digest"], **EVENT_OPTIONS)
class FinancialAidPaper(OfRequest):
    """A quote, an invoice, an answer of somebody else… One invoice serves one request, whoever asks.

    `in_use` is false once the request that an invoice served ended without a grant: it may serve again.
    """

    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="aid_paper")
    kind = models.CharField("nature", max_length=10, choices=PaperKind)
    issuer = models.CharField("émis par", max_length=200, blank=True)
    number = models.CharField("numéro", max_length=60, blank=True)
    dated_on = models.DateField("daté du", null=True)
    amount_cents = models.BigIntegerField("montant en centimes", null=True)
    content_digest = models.BinaryField(editable=False)
    in_use = models.BooleanField(default=True)

    class Meta:
        verbose_name = "document d’une demande d’aide"
        ordering = ["kind", "dated_on"]
        constraints = [
            models.CheckConstraint(name="aid_paper_kind_known", condition=Q(kind__in=PaperKind.values)),
            models.CheckConstraint(
                name="aid_paper_invoice_is_told",
                condition=~Q(kind="invoice")
                | ~Q(issuer="") & Q(dated_on__isnull=False, amount_cents__isnull=False, amount_cents__gte=1),
            ),
            models.UniqueConstraint(
                fields=["fund", "content_digest"], name="aid_invoice_once", condition=Q(kind="invoice", in_use=True)
            ),
            models.UniqueConstraint(
                "fund",
                NameKey(F("issuer")),
                "number",
                name="aid_invoice_number_once",
                condition=Q(kind="invoice", in_use=True) & ~Q(number=""),
            ),
        ]
