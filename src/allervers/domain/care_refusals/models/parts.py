"""What the mediation service gathers, asks, sends and does about one refusal of care."""

import uuid

import pghistory
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from ...organisations.audit import EVENT_OPTIONS
from ...organisations.models import Organisation, Service, User
from ..codes import Agreement, LinkKind, Means, Practice, Recipient, StepKind
from .refusals import CareRefusal


class OfRefusal(models.Model):
    """Something of one refusal. Its key holds service and fund, as that of the refusal does."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    fund = models.ForeignKey(Organisation, verbose_name="caisse", on_delete=models.PROTECT, related_name="+")
    service = models.ForeignKey(Service, verbose_name="service", on_delete=models.PROTECT, related_name="+")
    refusal = models.ForeignKey(
        CareRefusal, verbose_name="refus de soins", on_delete=models.PROTECT, related_name="%(class)ss"
    )

    class Meta:
        abstract = True


class ByAccount(OfRefusal):
    """Written once, by an account, at a moment."""

    author = models.ForeignKey(User, verbose_name="écrit par", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("écrit le", db_default=Now())

    class Meta:
        abstract = True


class CareRefusalEvidence(ByAccount):
    """One sign of it, open or disguised, with its day and how it is known: they count together (#83)."""

    kind = models.CharField("indice", max_length=20, choices=Practice)
    seen_on = models.DateField("constaté le")
    means = models.CharField("connu par", max_length=10, choices=Means)
    note = models.TextField("précision", max_length=1000, blank=True)

    class Meta:
        verbose_name = "indice d’un refus de soins"
        ordering = ["seen_on", "at"]
        constraints = [
            models.CheckConstraint(name="care_evidence_kind_known", condition=Q(kind__in=Practice.values)),
            models.CheckConstraint(name="care_evidence_means_known", condition=Q(means__in=Means.values)),
        ]


class CareRefusalConsent(OfRefusal):
    """What the person accepts for one recipient; the last one holds. Of an anonymous report nobody writes it."""

    recipient = models.CharField("destinataire", max_length=20, choices=Recipient)
    agreement = models.CharField("accord", max_length=10, choices=Agreement)
    said_on = models.DateField("dit le")
    author = models.ForeignKey(User, verbose_name="écrit par", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("écrit le", db_default=Now())
    number = models.PositiveIntegerField("rang")

    class Meta:
        verbose_name = "accord pour un destinataire"
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(name="care_consent_recipient_known", condition=Q(recipient__in=Recipient.values)),
            models.CheckConstraint(name="care_consent_agreement_known", condition=Q(agreement__in=Agreement.values)),
            # Which one is the last never depends on a clock.
            models.UniqueConstraint(fields=["refusal", "number"], name="care_consent_in_order"),
        ]


class CareRefusalSending(ByAccount):
    """A letter about the refusal that left; its words are kept. The database refuses one that nobody agreed to."""

    recipient = models.CharField("destinataire", max_length=20, choices=Recipient)
    named = models.BooleanField("avec le nom de la personne")
    sent_on = models.DateField("envoyé le")
    content = models.JSONField(editable=False)
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = "courrier au sujet d’un refus de soins"
        ordering = ["at"]
        constraints = [
            models.CheckConstraint(name="care_sending_recipient_known", condition=Q(recipient__in=Recipient.values)),
        ]


class CareRefusalAnswer(ByAccount):
    """What the professional says of it: shown beside the complaint."""

    received_on = models.DateField("reçue le")
    text = models.TextField("réponse", max_length=4000)

    class Meta:
        verbose_name = "réponse du professionnel"
        ordering = ["received_on", "at"]
        constraints = [models.CheckConstraint(name="care_answer_says_something", condition=Q(text__regex=r"\S"))]


@pghistory.track(exclude=["outcome"], **EVENT_OPTIONS)
class CareRefusalStep(OfRefusal):
    """Something to do by a day. `source` is the article that gives the day; empty for a step of the mediator's own."""

    kind = models.CharField("étape", max_length=20, choices=StepKind)
    due_on = models.DateField("avant le")
    source = models.CharField("texte", max_length=200, blank=True)
    done_on = models.DateField("faite le", null=True)
    outcome = models.TextField("ce qui en est sorti", max_length=1000, blank=True)

    class Meta:
        verbose_name = "étape d’un refus de soins"
        ordering = ["due_on", "kind"]
        constraints = [
            models.CheckConstraint(name="care_step_kind_known", condition=Q(kind__in=StepKind.values)),
            models.UniqueConstraint(fields=["refusal", "kind"], name="care_step_legal_once", condition=~Q(source="")),
        ]
        indexes = [models.Index(fields=["service", "due_on"], name="care_step_to_do", condition=Q(done_on=None))]


class CareRefusalLink(OfRefusal):
    """A mediator knows one of the parties: no file of this person, or of this professional, is shown to them."""

    account = models.ForeignKey(User, verbose_name="médiateur", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("lien", max_length=20, choices=LinkKind)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = "lien déclaré avec une partie"
        constraints = [
            models.UniqueConstraint(F("account"), F("refusal"), F("kind"), name="care_link_once"),
            models.CheckConstraint(name="care_link_kind_known", condition=Q(kind__in=LinkKind.values)),
        ]
