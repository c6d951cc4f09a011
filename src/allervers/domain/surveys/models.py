"""Surveys of the funds, and the answer of each fund. Nobody is named in them: a fund counts what it did."""

import datetime
import uuid

import pghistory
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from ..organisations.audit import EVENT_OPTIONS
from ..organisations.models import Organisation, User
from .questionnaire import Asked, Questionnaire

FIRST_DAY, LAST_DAY = datetime.date(2000, 1, 1), datetime.date(2099, 12, 31)
LONGEST_TITLE = 160
LONGEST_REASON = 200


@pghistory.track(**EVENT_OPTIONS)
class Survey(models.Model):
    """A questionnaire put to every fund, from one day to another. What it asks never changes: another one is opened.

    `about`: the year that it counts. `kept`: `Questionnaire.as_json`. `withdrawn_at`: opened by mistake; funds see it
    no longer, and what they answered stays.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    title = models.CharField("titre", max_length=LONGEST_TITLE)
    about = models.PositiveSmallIntegerField("année décrite")
    opens_on = models.DateField("ouverte le")
    closes_on = models.DateField("dernier jour pour répondre")
    kept = models.JSONField("questionnaire")
    author = models.ForeignKey(User, verbose_name="ouverte par", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("saisie le", db_default=Now())
    withdrawn_at = models.DateTimeField("retirée le", null=True, blank=True)
    withdrawn_why = models.CharField("retirée parce que", max_length=LONGEST_REASON, blank=True)

    class Meta:
        verbose_name = "enquête"
        ordering = ["-closes_on", "title", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["title", "about"], name="survey_once_a_year", condition=Q(withdrawn_at=None)
            ),
            models.CheckConstraint(name="survey_closes_after_it_opens", condition=Q(closes_on__gte=F("opens_on"))),
            models.CheckConstraint(
                name="survey_days_possible", condition=Q(opens_on__gte=FIRST_DAY, closes_on__lte=LAST_DAY)
            ),
            models.CheckConstraint(
                name="survey_about_possible", condition=Q(about__gte=FIRST_DAY.year, about__lte=LAST_DAY.year)
            ),
            models.CheckConstraint(
                name="survey_withdrawn_says_why",
                condition=Q(withdrawn_at=None, withdrawn_why="") | Q(withdrawn_at__isnull=False) & ~Q(withdrawn_why=""),
            ),
        ]

    def __str__(self):
        return f"{self.title} ({self.about})"

    @property
    def questionnaire(self) -> Questionnaire:
        return Questionnaire.from_json(self.kept)

    def is_open(self, day: datetime.date) -> bool:
        return self.withdrawn_at is None and self.opens_on <= day <= self.closes_on


@pghistory.track(**EVENT_OPTIONS)
class FundAnswer(models.Model):
    """What a fund answers, once for each survey; kept page by page, counted from the day on which it is sent."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    survey = models.ForeignKey(Survey, verbose_name="enquête", on_delete=models.PROTECT, related_name="answers")
    fund = models.ForeignKey(Organisation, verbose_name="caisse", on_delete=models.PROTECT, related_name="+")
    given = models.JSONField("réponses", default=dict)
    author = models.ForeignKey(User, verbose_name="saisie par", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("commencée le", db_default=Now())
    sent_at = models.DateTimeField("envoyée le", null=True)

    class Meta:
        verbose_name = "réponse d’une caisse"
        constraints = [models.UniqueConstraint(fields=["survey", "fund"], name="survey_answered_once")]
        indexes = [models.Index(fields=["fund"], name="survey_answer_of_fund")]

    def asked(self, questionnaire: Questionnaire) -> Asked:
        return questionnaire.asked(self.given)
