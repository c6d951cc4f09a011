"""Campaigns: whom a fund wrote to, whom it left out by lot, what left, and what became of everybody (decision 0101)."""

import uuid

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from ..organisations.models import Organisation, User
from ..outbox.codes import FOLLOWING, State
from .codes import Arm, Channel, Exclusion

_FROZEN = (
    *("fund_id", "is_notice", "texts", "channels", "holdout", "seed", "frozen_at", "digest", "file_digest", "target"),
)
_COUNTS = ("audience", "treated", "left_out", "excluded", "exclusions")
_changed_once_frozen = pgtrigger.Condition(
    "OLD.frozen_at IS NOT NULL AND ("
    + " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in (*_FROZEN, *_COUNTS))
    + ")"
)


class Campaign(models.Model):
    """A text, a way of drawing who gets it, and an audience; frozen before the first message leaves.

    `texts`: language → subject, text. `channels` in the order of preference. `holdout`: the share of households that
    are left out by lot, with `seed`. The four counts are of the audience as it was last taken in; `digest` is that of
    who is in which group, and of all that decides it. `is_notice`: the law wants everybody told, nobody is left out.
    `target`: that of the lists whose numbers the audience is; empty where it is the whole file.
    `prices`: channel → whole cents for a thousand messages, as the fund pays them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    fund = models.ForeignKey(Organisation, verbose_name="caisse", on_delete=models.PROTECT, related_name="+")
    name = models.CharField("nom", max_length=60)
    is_notice = models.BooleanField("avis obligatoire", default=False)
    texts = models.JSONField("textes")
    target = models.CharField("motif des listes", max_length=60, blank=True)
    channels = ArrayField(models.CharField(max_length=10, choices=Channel), verbose_name="moyens")
    holdout = models.DecimalField(
        "part de témoins", max_digits=4, decimal_places=3, validators=[MinValueValidator(0), MaxValueValidator(1)]
    )
    seed = models.BigIntegerField("graine du tirage")
    prices = models.JSONField("prix de mille messages", default=dict)
    author = models.ForeignKey(
        User, verbose_name="créée par", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    created_at = models.DateTimeField("créée le", db_default=Now())
    audience = models.IntegerField("personnes du fichier", null=True)
    treated = models.IntegerField("personnes contactées", null=True)
    left_out = models.IntegerField("témoins", null=True)
    excluded = models.IntegerField("exclues", null=True)
    exclusions = models.JSONField("exclues, par motif", default=dict)
    file_digest = models.CharField("empreinte du fichier", max_length=64, blank=True)
    digest = models.CharField("empreinte", max_length=64, blank=True)
    frozen_at = models.DateTimeField("figée le", null=True)
    launched_at = models.DateTimeField("lancée le", null=True)
    launched_by = models.ForeignKey(
        User, verbose_name="lancée par", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    paused_at = models.DateTimeField("en pause depuis le", null=True)
    paused_why = models.CharField("pourquoi", max_length=200, blank=True)
    resumed_at = models.DateTimeField("reprise le", null=True)

    class Meta:
        verbose_name = "campagne"
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(fields=["fund", "id"], name="campaign_fund_id"),
            models.UniqueConstraint(fields=["fund", "name"], name="campaign_name_once"),
            models.CheckConstraint(name="campaign_holdout_is_a_share", condition=Q(holdout__gte=0, holdout__lt=1)),
            models.CheckConstraint(
                name="campaign_notice_leaves_nobody_out", condition=Q(is_notice=False) | Q(holdout=0)
            ),
            models.CheckConstraint(
                name="campaign_audience_adds_up",
                condition=Q(audience=None, treated=None, left_out=None, excluded=None)
                | Q(audience=F("treated") + F("left_out") + F("excluded")),
            ),
            models.CheckConstraint(
                name="campaign_launched_once_frozen",
                condition=Q(launched_at=None) | Q(frozen_at__isnull=False, launched_at__gte=F("frozen_at")),
            ),
            models.CheckConstraint(
                name="campaign_frozen_with_an_audience",
                condition=Q(frozen_at=None) | (Q(audience__gt=0) & ~Q(digest="")),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="campaign_frozen_stays_so", operation=pgtrigger.Update, condition=_changed_once_frozen
            )
        ]

    def __str__(self):
        return f"campagne {self.pk}"


class OfCampaign(models.Model):
    """A row of a campaign. Its key holds the fund too."""

    fund = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")

    class Meta:
        abstract = True


class Member(OfCampaign):
    """A line of the audience: in one group, or excluded for one reason, never both, never neither.

    The person is the fund's number, a text. `identity` is encrypted, kept of the treated alone, to write to them, and
    forgotten when the campaign is measured. `address_digest`: keyed, of where they are reached by `channel`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    number = models.CharField("numéro de la personne", max_length=40)
    household = models.CharField("foyer", max_length=40)
    identity = models.BinaryField(null=True, editable=False)
    language = models.CharField("langue", max_length=10)
    channel = models.CharField("par", max_length=10, choices=Channel, blank=True)
    address_digest = models.BinaryField(null=True, editable=False)
    arm = models.CharField("groupe", max_length=10, choices=Arm, blank=True)
    exclusion = models.CharField("exclue", max_length=20, choices=Exclusion, blank=True)
    line = models.IntegerField("ligne du fichier")

    class Meta:
        verbose_name = "personne d’une campagne"
        ordering = ["line"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "number"], name="campaign_member_once"),
            models.UniqueConstraint(fields=["fund", "campaign", "id"], name="campaign_member_key"),
            models.CheckConstraint(
                name="campaign_member_is_drawn_or_excluded",
                condition=(Q(arm__in=Arm.values, exclusion="") & ~Q(channel=""))
                | Q(arm="", exclusion__in=Exclusion.values),
            ),
        ]
        indexes = [
            models.Index(fields=["fund", "number"], name="campaign_member_by_number"),
            models.Index(
                fields=["fund", "address_digest"],
                name="campaign_member_by_address",
                condition=Q(address_digest__isnull=False, arm=Arm.TREATED),
            ),
        ]

    def __str__(self):
        return f"ligne {self.line}"


class LetterBatch(OfCampaign):
    """Letters that a printer gets together: how many, and the digest of their PDF; nobody's name."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    number = models.IntegerField("numéro")
    made_on = models.DateField("faite le")
    letters = models.IntegerField("lettres")
    pages = models.IntegerField("pages", null=True)
    sha256 = models.CharField("empreinte", max_length=64, blank=True)
    handed_over_at = models.DateTimeField("remise le", null=True)

    class Meta:
        verbose_name = "lot de lettres"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "number"], name="campaign_batch_number_once"),
            models.UniqueConstraint(fields=["fund", "campaign", "id"], name="campaign_batch_key"),
        ]

    def __str__(self):
        return f"lot {self.number}"


class Sending(OfCampaign):
    """The one message to a treated member. Its states are those of the outbox, its text is made when it leaves.

    `id` is what a carrier knows it by, minted before. `attempt` counts the times a carrier was called; written before.
    `delivered_at` is the carrier's; `bounced_at` is when we learnt that it came back.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.ForeignKey(Member, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    channel = models.CharField("par", max_length=10, choices=Channel)
    wave = models.SmallIntegerField("vague", default=1)
    state = models.CharField("état", max_length=10, choices=State, default=State.WAITING)
    why = models.CharField("pourquoi", max_length=200, blank=True)
    attempt = models.SmallIntegerField("essais", default=0)
    attempted_at = models.DateTimeField("dernier essai le", null=True)
    leave_after = models.DateTimeField("part après le", db_default=Now())
    settled_at = models.DateTimeField("état final le", null=True)
    delivered_at = models.DateTimeField("remis le", null=True)
    bounced_at = models.DateTimeField("revenu le", null=True)
    batch = models.ForeignKey(
        LetterBatch, null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="sendings"
    )

    class Meta:
        verbose_name = "message d’une campagne"
        constraints = [
            models.UniqueConstraint(fields=["member"], name="campaign_sending_once"),
            models.CheckConstraint(name="campaign_sending_state_known", condition=Q(state__in=State.values)),
            models.CheckConstraint(name="campaign_sending_channel_known", condition=Q(channel__in=Channel.values)),
            models.CheckConstraint(
                name="campaign_sending_attempt_is_dated",
                condition=Q(attempt=0, attempted_at=None) | Q(attempt__gt=0, attempted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="campaign_sending_settled_as_its_state_says",
                condition=Q(state__in=[State.SENT, State.FAILED, State.WITHDRAWN], settled_at__isnull=False)
                | Q(state__in=[State.WAITING, State.LEAVING, State.UNKNOWN], settled_at=None),
            ),
            models.CheckConstraint(
                name="campaign_sending_not_sent_says_why",
                condition=~Q(state__in=[State.FAILED, State.WITHDRAWN, State.UNKNOWN]) | ~Q(why=""),
            ),
            models.CheckConstraint(
                name="campaign_batch_is_of_letters", condition=Q(batch=None) | Q(channel=Channel.LETTER)
            ),
        ]
        indexes = [
            models.Index(
                fields=["campaign", "leave_after", "id"],
                name="campaign_sending_to_leave",
                condition=Q(state__in=[State.WAITING, State.LEAVING, State.UNKNOWN]),
            ),
            models.Index(fields=["campaign", "state"], name="campaign_sending_by_state"),
        ]
        triggers = [
            pgtrigger.FSM(
                name="sending_states_follow_one_another",
                field="state",
                transitions=[(former, after) for former, following in FOLLOWING.items() for after in following],
            )
        ]

    def __str__(self):
        return f"message {self.pk}"


class Outcome(OfCampaign):
    """The right of a member was opened on this day, by what the fund's file says."""

    member = models.OneToOneField(Member, on_delete=models.DO_NOTHING, db_constraint=False, related_name="outcome")
    on = models.DateField("ouvert le")

    class Meta:
        verbose_name = "droit ouvert"
        indexes = [models.Index(fields=["campaign", "on"], name="campaign_outcome_by_day")]

    def __str__(self):
        return f"droit ouvert {self.pk}"
