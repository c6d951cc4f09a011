"""Referrals: somebody reports a person in difficulty to the fund's Mission accompagnement santé."""

import uuid

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from ..organisations.audit import EVENT_OPTIONS
from ..organisations.models import Organisation, User
from ..people.models import Identity
from .codes import (
    CATEGORIES,
    FORGONE_CARE_REASONS,
    ActionEngaged,
    ConsentMode,
    DetectorFamily,
    ForgoneCare,
    ForgoneCause,
    ForgoneSince,
    Reason,
)


def codes_field(label: str, choices: type[models.TextChoices], **options) -> ArrayField:
    """Several codes of one closed list."""
    item = models.CharField(max_length=30, choices=choices)
    return ArrayField(item, verbose_name=label, default=list, blank=True, **options)


def only_codes(field: str, choices: type[models.TextChoices], model: str) -> models.CheckConstraint:
    """The list holds nothing but known codes."""
    return models.CheckConstraint(
        name=f"{model}_{field}_known", condition=Q(**{f"{field}__contained_by": choices.values})
    )


def _category_of_family() -> Q:
    condition = Q()
    for family, categories in CATEGORIES.items():
        condition |= Q(detector_family=family, detector_category__in=categories.values)
    return condition


@pghistory.track(exclude=["nir_encrypted", "nir_digest"], **EVENT_OPTIONS)
class Referral(Identity):
    """A referral form as it was sent: the person as the detector described them, why, and their consent.

    The form is kept as it was typed; what the fund learns afterwards stands on the person and the accompaniment.
    The identifier is minted when the form is shown, so that sending it twice gives one referral.
    `triaged_at` is empty as long as the referral waits in the inbox.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    fund = models.ForeignKey(
        Organisation, verbose_name="caisse de la personne", on_delete=models.PROTECT, related_name="+"
    )
    received_at = models.DateTimeField("reçue le", default=timezone.now)
    triaged_at = models.DateTimeField("examinée le", null=True, blank=True)

    detector_family = models.CharField("famille de détecteur", max_length=30, choices=DetectorFamily)
    detector_category = models.CharField("catégorie de détecteur", max_length=30)
    detector_name = models.CharField("nom et prénom du détecteur", max_length=150)
    detector_service = models.CharField("service ou structure", max_length=200, blank=True)
    detector_email = models.EmailField("adresse électronique du détecteur", blank=True)
    detector_phone = models.CharField("téléphone du détecteur", max_length=30, blank=True)
    reported_by = models.ForeignKey(
        User, verbose_name="envoyée par", null=True, on_delete=models.PROTECT, related_name="referrals"
    )

    reasons = codes_field("cadre de la saisine", Reason)
    urgent = models.BooleanField("urgence partenaire", default=False)
    urgent_reason = models.CharField("soins imminents", max_length=300, blank=True)
    actions_engaged = codes_field("actions déjà engagées", ActionEngaged)
    actions_engaged_other = models.CharField("autre action engagée", max_length=200, blank=True)
    note = models.TextField("précisions utiles", max_length=2000, blank=True)

    forgone_care = codes_field("soins non réalisés", ForgoneCare)
    forgone_care_other = models.CharField("autre soin non réalisé", max_length=200, blank=True)
    forgone_since = models.CharField("depuis", max_length=20, choices=ForgoneSince, blank=True)
    forgone_causes = codes_field("causes", ForgoneCause)
    forgone_causes_other = models.CharField("autre cause", max_length=200, blank=True)

    consent_mode = models.CharField("accord de la personne", max_length=10, choices=ConsentMode)
    consent_on = models.DateField("date de l'accord")
    feedback_consent = models.BooleanField("le détecteur peut être informé des suites", default=False)
    studies_opposed = models.BooleanField("opposition aux études", default=False)

    class Meta(Identity.Meta):
        verbose_name = "saisine"
        ordering = ["-received_at"]
        constraints = [
            *Identity.Meta.constraints,
            models.UniqueConstraint(fields=["fund", "id"], name="referral_fund_id"),
            only_codes("reasons", Reason, "referral"),
            only_codes("actions_engaged", ActionEngaged, "referral"),
            only_codes("forgone_care", ForgoneCare, "referral"),
            only_codes("forgone_causes", ForgoneCause, "referral"),
            models.CheckConstraint(name="referral_has_a_reason", condition=~Q(reasons=[])),
            models.CheckConstraint(name="referral_detector_category_of_family", condition=_category_of_family()),
            models.CheckConstraint(name="referral_consent_known", condition=Q(consent_mode__in=ConsentMode.values)),
            models.CheckConstraint(
                name="referral_forgone_care_only_with_its_reason",
                condition=Q(reasons__overlap=FORGONE_CARE_REASONS)
                | Q(forgone_care=[], forgone_causes=[], forgone_since=""),
            ),
            models.CheckConstraint(name="referral_urgent_says_why", condition=Q(urgent=False) | ~Q(urgent_reason="")),
        ]
        indexes = [
            models.Index(
                fields=["fund", "-urgent", "received_at"],
                name="referral_inbox",
                condition=Q(triaged_at__isnull=True),
            ),
            models.Index(fields=["reported_by", "-received_at"], name="referral_by_reporter"),
        ]

    def __str__(self):
        return f"saisine {self.pk}"

    @property
    def number(self) -> str:
        """« S-5B0C-9D2E »: the beginning of its identifier, to be read aloud. Two of a fund may share it by chance."""
        digits = self.pk.hex[:8].upper()
        return f"S-{digits[:4]}-{digits[4:]}"

    @property
    def detector_category_label(self) -> str:
        return CATEGORIES[self.detector_family](self.detector_category).label

    @property
    def concerns_forgone_care(self) -> bool:
        return bool(set(self.reasons) & set(FORGONE_CARE_REASONS))
