"""A report of a refusal of care."""

import uuid

import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from ...organisations.audit import EVENT_OPTIONS
from ...organisations.models import Organisation, Service, User
from ...people.models import Person
from ...referrals.models import Referral
from ..codes import FOLLOWING, OBTAINED, OPEN, CareObtained, EndReason, Ground, Origin, Practice, Profession, State


def _known(name: str, codes) -> models.CheckConstraint:
    return models.CheckConstraint(name=f"care_refusal_{name}_known", condition=Q(**{f"{name}__in": codes}))


# The erasure of a referral takes its key away by itself: that leaves no trail.
@pghistory.track(exclude=["account_of_it", "follow_digest", "referral"], **EVENT_OPTIONS)
class CareRefusal(models.Model):
    """A person was kept from care, as somebody tells it. Its identifier is minted with the form.

    Of a `person` of the fund, or of whoever a `referral` is about, or of nobody: an anonymous report has no author
    either, and a code to follow it, of which a keyed hash is kept. `hindered`, `same_for_all`, `ground` answer the
    questions of the law library; null or empty is unknown. Becomes a complaint (L1110-3 CSP) on `complaint_on`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    fund = models.ForeignKey(Organisation, verbose_name="caisse", on_delete=models.PROTECT, related_name="+")
    service = models.ForeignKey(Service, verbose_name="service", on_delete=models.PROTECT, related_name="+")
    reference = models.CharField("référence", max_length=20, unique=True)
    origin = models.CharField("qui signale", max_length=20, choices=Origin)
    author = models.ForeignKey(User, verbose_name="écrit par", null=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        Person, verbose_name="personne", null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    referral = models.ForeignKey(
        Referral, verbose_name="saisine", null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    received_on = models.DateField("reçu le", default=timezone.localdate)
    happened_on = models.DateField("arrivé le", null=True)
    practice = models.CharField("ce qui s’est passé", max_length=20, choices=Practice)
    ground = models.CharField("motif", max_length=20, choices=Ground, blank=True)
    hindered = models.BooleanField("empêchée ou dissuadée", null=True)
    same_for_all = models.BooleanField("raison valable pour tous", null=True)
    account_of_it = models.TextField("récit", max_length=4000)
    profession = models.CharField("profession", max_length=30, choices=Profession)
    professional_name = models.CharField("nom du professionnel", max_length=200, blank=True)
    professional_place = models.CharField("commune du professionnel", max_length=200, blank=True)
    rpps = models.CharField("numéro RPPS", max_length=11, blank=True)
    holder = models.ForeignKey(User, verbose_name="médiateur", null=True, on_delete=models.PROTECT, related_name="+")
    complaint_on = models.DateField("plainte reçue le", null=True)
    state = models.CharField("état", max_length=10, choices=State, default=State.RECEIVED)
    ended_on = models.DateField("terminé le", null=True)
    care_obtained = models.CharField("soin obtenu", max_length=10, choices=CareObtained, blank=True)
    obtained_on = models.DateField("soin obtenu le", null=True)
    end_reason = models.CharField("motif de clôture", max_length=20, choices=EndReason, blank=True)
    follow_digest = models.BinaryField(null=True, unique=True, editable=False)

    class Meta:
        verbose_name = "refus de soins"
        ordering = ["received_on", "reference"]
        constraints = [
            models.UniqueConstraint(fields=["service", "fund", "id"], name="care_refusal_service_fund"),
            _known("origin", Origin.values),
            _known("practice", Practice.values),
            _known("ground", ["", *Ground.values]),
            _known("profession", Profession.values),
            models.CheckConstraint(name="care_refusal_is_told", condition=Q(account_of_it__regex=r"\S")),
            models.CheckConstraint(
                name="care_refusal_happened_before_it_was_told",
                condition=Q(happened_on=None) | Q(happened_on__lte=F("received_on")),
            ),
            models.CheckConstraint(name="care_refusal_rpps_shape", condition=Q(rpps="") | Q(rpps__regex="^[0-9]{11}$")),
            models.CheckConstraint(
                name="care_refusal_anonymous_is_of_nobody",
                condition=Q(origin="anonymous", author=None, person=None, referral=None, follow_digest__isnull=False)
                | ~Q(origin="anonymous") & Q(author__isnull=False, follow_digest=None),
            ),
            models.CheckConstraint(
                name="care_refusal_resolved_says_whether_care_was_obtained",
                condition=Q(
                    state="resolved", care_obtained__in=CareObtained.values, ended_on__isnull=False, end_reason=""
                )
                | Q(state="closed", care_obtained="", ended_on__isnull=False, end_reason__in=EndReason.values)
                | Q(state__in=[str(state) for state in OPEN], care_obtained="", ended_on=None, end_reason=""),
            ),
            models.CheckConstraint(
                name="care_refusal_care_obtained_on_a_day",
                condition=Q(care_obtained__in=[str(code) for code in OBTAINED], obtained_on__isnull=False)
                | ~Q(care_obtained__in=[str(code) for code in OBTAINED]) & Q(obtained_on=None),
            ),
        ]
        indexes = [
            models.Index(
                fields=["service", "received_on"],
                name="care_refusal_open",
                condition=Q(state__in=[str(state) for state in OPEN]),
            ),
            models.Index(fields=["service", "ended_on"], name="care_refusal_ended"),
            models.Index(fields=["fund", "person"], name="care_refusal_of_person"),
            models.Index(fields=["author", "received_on"], name="care_refusal_by_author"),
            models.Index(fields=["service", "rpps"], name="care_refusal_of_rpps", condition=~Q(rpps="")),
        ]
        triggers = [
            pgtrigger.FSM(
                name="care_refusal_states_follow_one_another",
                field="state",
                transitions=[(former, after) for former, following in FOLLOWING.items() for after in following],
            )
        ]

    def __str__(self):
        return f"refus de soins {self.reference}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def days_to_care(self) -> int | None:
        """How long the person waited for the care, from the refusal or, where its day is unknown, from the report."""
        return (self.obtained_on - (self.happened_on or self.received_on)).days if self.obtained_on else None
