"""Actions of a fund towards those whom nobody finds: for whom, where, with whom, and how many were reached."""

import datetime
import uuid
from decimal import Decimal

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from ..organisations.audit import EVENT_OPTIONS
from ..organisations.models import Organisation, User
from ..referrals.models import Referral
from .codes import ActionPublic

FIRST_DAY = datetime.date(2000, 1, 1)
MOST = 10_000_000
"""Persons of one action: more than the largest mailing; a larger number is a slip of the keyboard."""
BEST = Decimal(10)
LONGEST_WORD = 60
LONGEST_REASON = 200
MOST_WORDS = 20


def _words(name: str) -> ArrayField:
    return ArrayField(models.CharField(max_length=LONGEST_WORD), verbose_name=name, default=list, blank=True)


def _people(name: str) -> models.PositiveIntegerField:
    return models.PositiveIntegerField(name, null=True, blank=True)


@pghistory.track(**EVENT_OPTIONS)
class FieldAction(models.Model):
    """One action. No person is named: those who are met are counted. What is empty is not known, and is no zero.

    `source_id`: its identifier in the tool that it comes from; its own for what was written here, so that its line of
    an exported file comes back to it. `outgoing_contacts`: made by letters, calls or messages to persons;
    `contacts_made`: how many, where it was said. `withdrawn_at`: it did not take place, or was written twice; it counts
    no longer.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    fund = models.ForeignKey(Organisation, verbose_name="caisse", on_delete=models.PROTECT, related_name="+")
    source_id = models.CharField("identifiant d’origine", max_length=100, blank=True)
    held_on = models.DateField("date")
    public = models.CharField("public", max_length=20, choices=ActionPublic)
    life_event = models.CharField("événement de vie", max_length=LONGEST_WORD, blank=True)
    place_kind = models.CharField("sorte de lieu", max_length=LONGEST_WORD, blank=True)
    place = models.CharField("lieu", max_length=120, blank=True)
    outside_premises = models.BooleanField("hors les murs", null=True)
    remote = models.BooleanField("à distance", null=True)
    partners = _words("construite avec")
    services = _words("services présents")
    territorial_diagnosis = models.BooleanField("d’après le diagnostic territorial", null=True)
    outgoing_contacts = models.BooleanField("par contacts sortants", null=True)
    contacts_made = _people("contacts sortants")
    targeted = _people("personnes ciblées ou invitées")
    informed = _people("personnes informées")
    helped = _people("personnes aidées")
    individual_appointments = _people("rendez-vous individuels qui ont suivi")
    satisfaction = models.DecimalField("satisfaction, sur 10", max_digits=4, decimal_places=2, null=True, blank=True)
    author = models.ForeignKey(User, verbose_name="saisie par", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("saisie le", db_default=Now())
    withdrawn_at = models.DateTimeField("retirée le", null=True, blank=True)
    withdrawn_why = models.CharField("retirée parce que", max_length=LONGEST_REASON, blank=True)

    class Meta:
        verbose_name = "action d’aller-vers"
        ordering = ["-held_on", "-at"]
        constraints = [
            models.UniqueConstraint(fields=["fund", "id"], name="field_action_fund_id"),
            models.UniqueConstraint(
                fields=["fund", "source_id"], condition=~Q(source_id=""), name="field_action_brought_in_once"
            ),
            models.CheckConstraint(name="field_action_public_known", condition=Q(public__in=ActionPublic.values)),
            models.CheckConstraint(name="field_action_day_possible", condition=Q(held_on__gte=FIRST_DAY)),
            models.CheckConstraint(
                name="field_action_satisfaction_on_ten",
                condition=Q(satisfaction=None) | Q(satisfaction__gte=0, satisfaction__lte=BEST),
            ),
            models.CheckConstraint(
                name="field_action_withdrawn_says_why",
                condition=Q(withdrawn_at=None, withdrawn_why="") | Q(withdrawn_at__isnull=False) & ~Q(withdrawn_why=""),
            ),
            *(
                models.CheckConstraint(
                    name=f"field_action_{name}_possible", condition=Q(**{name: None}) | Q(**{f"{name}__lte": MOST})
                )
                for name in ("contacts_made", "targeted", "informed", "helped", "individual_appointments")
            ),
            # An action said to be without contacts has made none.
            models.CheckConstraint(
                name="field_action_contacts_agree",
                condition=Q(contacts_made=None)
                | Q(contacts_made=0, outgoing_contacts=False)
                | Q(contacts_made__gt=0, outgoing_contacts=True),
            ),
        ]
        indexes = [models.Index(F("fund"), F("held_on").desc(), name="field_action_of_fund")]

    def __str__(self):
        return f"{self.get_public_display()}, {self.held_on:%d/%m/%Y}"

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    @property
    def was_brought_in(self) -> bool:
        """It comes from another tool, whose next file may say otherwise."""
        return self.source_id not in ("", str(self.pk))


class ActionReferral(models.Model):
    """A referral that came of an action of the same fund, which keys of the database hold: whom one met there. It goes
    with the referral."""

    referral = models.OneToOneField(
        Referral,
        verbose_name="saisine",
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="of_action",
        db_constraint=False,
    )
    fund = models.ForeignKey(Organisation, verbose_name="caisse", on_delete=models.PROTECT, related_name="+")
    action = models.ForeignKey(
        FieldAction, verbose_name="action", on_delete=models.PROTECT, related_name="referrals", db_constraint=False
    )

    class Meta:
        verbose_name = "saisine née d’une action"
