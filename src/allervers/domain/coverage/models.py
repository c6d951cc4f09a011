"""Coverage: the rights of a person as dated periods, and what else is known of them that decides how long they last.

What sources state is only added to. The periods that follow from it are written anew whenever something is stated, and
the database refuses two that overlap.
"""

import uuid

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from ..organisations.models import Organisation, User
from ..people.models import OfPerson, Person
from .codes import Benefit, C2sClass, Circumstance, EndCause, Right, SetAside


class OfRight(OfPerson):
    """What distinguishes two periods of one right."""

    right = models.CharField("droit", max_length=10, choices=Right)
    c2s_class = models.CharField("classe de C2S", max_length=15, choices=C2sClass, blank=True)
    managing_body = models.CharField("organisme gestionnaire", max_length=100, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_c2s_alone_has_a_class",
                condition=Q(right=Right.C2S, c2s_class__in=C2sClass.values)
                | Q(right__in=[Right.PUMA, Right.AME], c2s_class=""),
            )
        ]


class CoverageStatement(OfRight):
    """« On `known_on`, this right is open on these days ». Never changed; `recorded_at` is when we were told.

    `withdrawn`: it is not open on these days, whatever was said before. `turn`: the order among those of one day; a
    source that we import says each thing once a day (0), a decision may be corrected on the day it was taken.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    validity = DateRangeField("jours couverts")
    known_on = models.DateField("su le")
    withdrawn = models.BooleanField("retiré", db_default=False, default=False)
    turn = models.PositiveSmallIntegerField(db_default=0, default=0)
    recorded_at = models.DateTimeField("enregistré le", db_default=Now())

    class Meta(OfRight.Meta):
        verbose_name = "information sur un droit"
        constraints = [
            *OfRight.Meta.constraints,
            models.CheckConstraint(
                name="coverage_statement_has_days",
                condition=Q(validity__isempty=False, validity__startswith__isnull=False),
            ),
            # Two sources of one day that contradict each other: which one is right is not for us to choose.
            ExclusionConstraint(
                name="coverage_stated_once_a_day",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("right", RangeOperators.EQUAL),
                    ("known_on", RangeOperators.EQUAL),
                    ("turn", RangeOperators.EQUAL),
                    ("validity", RangeOperators.OVERLAPS),
                ],
            ),
        ]


class CoveragePeriod(OfRight):
    """Days on which a right is open, and the days on which that is, or was, held for true.

    Worked out from the statements (`beliefs.py`); on no day can two periods of one right both be believed and overlap.
    """

    validity = DateRangeField("jours couverts")
    believed = DateRangeField("tenu pour vrai")

    class Meta(OfRight.Meta):
        verbose_name = "période de droit"
        constraints = [
            *OfRight.Meta.constraints,
            models.CheckConstraint(
                name="coverage_period_has_days",
                condition=Q(validity__isempty=False, validity__startswith__isnull=False)
                & Q(believed__isempty=False, believed__startswith__isnull=False),
            ),
            ExclusionConstraint(
                name="coverage_periods_do_not_overlap",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("right", RangeOperators.EQUAL),
                    ("validity", RangeOperators.OVERLAPS),
                    ("believed", RangeOperators.OVERLAPS),
                ],
            ),
        ]
        indexes = [
            models.Index(fields=["fund", "right"], name="coverage_now", condition=Q(believed__endswith__isnull=True)),
        ]


class OtherBenefit(OfPerson):
    """A benefit that another body pays, from when to when; whether its holder refused the C2S that comes with it.

    `c2s_opposed` is null where the body did not say.
    """

    benefit = models.CharField("prestation", max_length=10, choices=Benefit)
    validity = DateRangeField("versée")
    c2s_opposed = models.BooleanField("a refusé la C2S", null=True)
    managing_body = models.CharField("organisme choisi", max_length=100, blank=True)
    recorded_at = models.DateTimeField("enregistrée le", db_default=Now())

    class Meta:
        verbose_name = "prestation versée ailleurs"
        constraints = [
            models.CheckConstraint(name="benefit_known", condition=Q(benefit__in=Benefit.values)),
            models.CheckConstraint(
                name="benefit_has_days", condition=Q(validity__isempty=False, validity__startswith__isnull=False)
            ),
            ExclusionConstraint(
                name="benefit_periods_do_not_overlap",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("benefit", RangeOperators.EQUAL),
                    ("validity", RangeOperators.OVERLAPS),
                ],
            ),
        ]


class LivesWith(OfPerson):
    """Two persons of one household, from when to when; each pair once, the smaller identifier first."""

    other = models.ForeignKey(
        Person, verbose_name="avec", on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    validity = DateRangeField("vivent ensemble")

    class Meta:
        verbose_name = "foyer"
        constraints = [
            models.CheckConstraint(name="lives_with_in_order", condition=Q(person__lt=F("other"))),
            models.CheckConstraint(
                name="lives_with_has_days", condition=Q(validity__isempty=False, validity__startswith__isnull=False)
            ),
            ExclusionConstraint(
                name="lives_with_once",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("other", RangeOperators.EQUAL),
                    ("validity", RangeOperators.OVERLAPS),
                ],
            ),
        ]


class MonthlyResource(OfPerson):
    """What a social body transmitted as paid for one month; a later transmission corrects, the former one is kept."""

    kind = models.CharField("nature", max_length=40)
    month = models.DateField("mois")
    amount_cents = models.BigIntegerField("montant en centimes")
    transmitted_on = models.DateField("transmis le")

    class Meta:
        verbose_name = "ressource mensuelle"
        constraints = [
            models.CheckConstraint(name="resource_month_begins", condition=Q(month__day=1)),
            models.UniqueConstraint(
                fields=["person", "kind", "month", "transmitted_on"], name="resource_transmitted_once"
            ),
        ]


class KnownCircumstance(OfPerson):
    """Something that happened to a person and that dates the end of a right; taken back when it was a mistake or is
    over (a debt that was paid). Kept beside what replaces it: what was known on a day can be told.

    `over_on`: the first day on which a young person is in care no longer; what was taken back without it was wrong.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    kind = models.CharField("ce qui est arrivé", max_length=20, choices=Circumstance)
    on = models.DateField("jour")
    nationality = models.CharField("nationalité", max_length=2, blank=True)
    removal_order = models.BooleanField("mesure d’éloignement définitive", null=True)
    noted_at = models.DateTimeField("noté le", db_default=Now())
    noted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    over_on = models.DateField("fini le", null=True)
    taken_back_at = models.DateTimeField("retiré le", null=True)

    class Meta:
        verbose_name = "fait qui date un droit"
        constraints = [
            models.CheckConstraint(
                name="circumstance_over_as_its_kind_says",
                condition=Q(over_on=None)
                | Q(kind=Circumstance.CHILD_WELFARE, over_on__gte=F("on"), taken_back_at__isnull=False),
            ),
            models.CheckConstraint(name="circumstance_known", condition=Q(kind__in=Circumstance.values)),
            models.CheckConstraint(
                name="circumstance_title_has_nationality",
                condition=Q(kind=Circumstance.RESIDENCE_TITLE, nationality__regex="^[A-Z]{2}$")
                | (~Q(kind=Circumstance.RESIDENCE_TITLE) & Q(nationality="", removal_order=None)),
            ),
            models.UniqueConstraint(
                fields=["person", "kind", "on"], name="circumstance_once", condition=Q(taken_back_at=None)
            ),
        ]
        indexes = [models.Index(fields=["fund", "person"], name="circumstance_of_fund")]


class GapLine(OfPerson):
    """One line of « Ruptures à éviter »: a cause, once for each person, with what became of it.

    `because` is the day of the event (the last day of the right, of the title; the day of the letter), the same while
    the kind goes from « à renouveler » to « en retard ». `left_on`: the day on which nothing was ahead any more.
    """

    class State(models.TextChoices):
        OPEN = "open", "À traiter"
        DONE = "done", "Fait"
        SET_ASIDE = "set_aside", "Écartée"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    cause = models.CharField(max_length=30)
    because = models.DateField()
    kind = models.CharField("nature", max_length=30)
    right = models.CharField("droit", max_length=10, choices=Right)
    act_from = models.DateField("agir à partir du")
    act_before = models.DateField("agir avant le")
    exposed_from = models.DateField("sans droit à partir du")
    automatic = models.BooleanField("sans demande")
    remedies = ArrayField(models.CharField(max_length=40), verbose_name="remèdes")
    sentence = models.CharField("ce qui vient", max_length=600)
    listed_on = models.DateField("sur la liste depuis le")
    left_on = models.DateField("partie le", null=True)
    state = models.CharField("état", max_length=10, choices=State, default=State.OPEN)
    assigned_to = models.ForeignKey(
        User, verbose_name="confiée à", null=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField("motif", max_length=20, choices=SetAside, blank=True)
    note = models.CharField("précisions", max_length=500, blank=True)
    decided_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "rupture à éviter"
        constraints = [
            models.UniqueConstraint(fields=["person", "cause", "because"], name="gap_line_once"),
            models.CheckConstraint(
                name="gap_line_decided_as_its_state_says",
                condition=Q(state="open", decided_at=None, decided_by=None, reason="")
                | Q(state="done", decided_at__isnull=False, reason="")
                | Q(state="set_aside", decided_at__isnull=False, reason__in=SetAside.values),
            ),
        ]
        indexes = [
            models.Index(
                fields=["fund", "act_before", "id"], name="gap_line_to_do", condition=Q(left_on=None, state="open")
            ),
            models.Index(fields=["fund", "person"], name="gap_line_of_fund"),
        ]


class EndedRight(models.Model):
    """A right that ended and that nothing followed on the next day: for the figures, which keep it without its person
    once the person is erased. An empty cause is not known; `reopened_on` is empty while the right is not open again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    fund = models.ForeignKey(Organisation, verbose_name="caisse", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        Person, null=True, verbose_name="personne", on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    right = models.CharField("droit", max_length=10, choices=Right)
    ended_on = models.DateField("dernier jour")
    age = models.SmallIntegerField("âge ce jour-là", null=True)
    cause = models.CharField("cause", max_length=20, choices=EndCause, blank=True)
    noted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    reopened_on = models.DateField("rouvert le", null=True)

    class Meta:
        verbose_name = "droit qui a fini"
        constraints = [
            models.CheckConstraint(name="ended_right_cause_known", condition=Q(cause__in=["", *EndCause.values])),
            models.CheckConstraint(
                name="ended_right_reopens_after", condition=Q(reopened_on=None) | Q(reopened_on__gt=F("ended_on"))
            ),
            models.UniqueConstraint(fields=["person", "right", "ended_on"], name="ended_right_once"),
        ]
        indexes = [models.Index(fields=["fund", "ended_on"], name="ended_right_by_day")]


class Reliance(OfPerson):
    """A decision or a letter that relied on what was known of a right on a day; a later correction lists it."""

    class Kind(models.TextChoices):
        DECISION = "decision", "Décision"
        LETTER = "letter", "Courrier"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    right = models.CharField("droit", max_length=10, choices=Right)
    known_on = models.DateField("d’après ce qui était su le")
    validity = DateRangeField("jours sur lesquels on s’est fondé")
    kind = models.CharField("nature", max_length=10, choices=Kind)
    reference = models.UUIDField("identifiant de la pièce")
    label = models.CharField("libellé", max_length=200)
    at = models.DateTimeField("enregistré le", db_default=Now())

    class Meta:
        verbose_name = "pièce fondée sur un droit connu"
        constraints = [
            models.CheckConstraint(
                name="reliance_has_days", condition=Q(validity__isempty=False, validity__startswith__isnull=False)
            ),
            models.UniqueConstraint(fields=["person", "right", "reference"], name="reliance_once"),
        ]
