"""The populations that several indicators count, and how they are cut.

A referral counts in the period in which it was received; a closed accompaniment in that in which it was closed. What is
a part of something else is written as such (`whole.where(…)`): so `publication` knows what a subtraction would tell.
"""

from django.db.models import Q, TextChoices

from allervers.publishing.ended import CAUSES

from ..accompaniment.codes import NOT_OPENED, SUCCESSES, C2sAtEnd, Theme
from ..referrals.codes import FORGONE_CARE_REASONS, DetectorFamily
from .models import AccompanimentFact, EndedRightFact, ReferralFact
from .shapes import Population

FOR_CARE = Q(reasons__overlap=FORGONE_CARE_REASONS)
WITH_CARE = Q(themes__contains=[Theme.CARE.value])
INTERNAL = DetectorFamily.INTERNAL.value

WON = Q(closure_reason__in=SUCCESSES)
NOT_WON = ~WON
NEVER_OPENED = NOT_WON & Q(closure_reason__in=NOT_OPENED)

RECEIVED = Population(ReferralFact, "received_on")
RECEIVED_FOR_CARE = RECEIVED.where(FOR_CARE)
RECEIVED_INTERNALLY = RECEIVED.where(detector_family=INTERNAL)
RECEIVED_FROM_OUTSIDE = RECEIVED.where(~Q(detector_family=INTERNAL))

OPEN = Population(AccompanimentFact, "", Q(opened_on__isnull=False, closed_on__isnull=True))
CLOSED = Population(AccompanimentFact, "closed_on")
NOT_RELEVANT = CLOSED.where(NEVER_OPENED)
SUCCESSFUL = CLOSED.where(WON)
NOT_SUCCESSFUL = CLOSED.where(NOT_WON)
SUCCESSFUL_CARE = SUCCESSFUL.where(WITH_CARE)
SUCCESSFUL_NON_CARE = SUCCESSFUL.where(~WITH_CARE)

WITH_C2S = ~Q(c2s_at_end__in=["", C2sAtEnd.NONE.value])
AGE_UNKNOWN, AGE_KNOWN = Q(age__isnull=True), Q(age__isnull=False)

ENDED = Population(EndedRightFact, "ended_on")
ENDED_FOR_KNOWN_CAUSE, ENDED_FOR_UNKNOWN_CAUSE = ENDED.where(~Q(cause="")), ENDED.where(cause="")
ENDED_FOR = {cause: ENDED_FOR_KNOWN_CAUSE.where(cause=cause) for cause in CAUSES}
ENDED_AND_REOPENED = ENDED.where(reopened_on__isnull=False)
SETTLED = Population(EndedRightFact, "settled_on")


class AgeBand(TextChoices):
    UNDER_25 = "0-24", "Moins de 25 ans"
    FROM_25_TO_59 = "25-59", "De 25 à 59 ans"
    FROM_60 = "60+", "60 ans et plus"


AGES = {
    AgeBand.UNDER_25.value: AGE_KNOWN & Q(age__lt=25),
    AgeBand.FROM_25_TO_59.value: AGE_KNOWN & Q(age__range=(25, 59)),
    AgeBand.FROM_60.value: AGE_KNOWN & Q(age__gte=60),
}


def received_for(reason: str) -> Population:
    return (RECEIVED_FOR_CARE if reason in FORGONE_CARE_REASONS else RECEIVED).where(reasons__contains=[reason])


def received_by_family(family: str) -> Population:
    return RECEIVED_INTERNALLY if family == INTERNAL else RECEIVED_FROM_OUTSIDE.where(detector_family=family)


def closed_for(reason: str) -> Population:
    if reason in SUCCESSES:
        return SUCCESSFUL.where(closure_reason=reason)
    return (NOT_RELEVANT if reason in NOT_OPENED else NOT_SUCCESSFUL).where(closure_reason=reason)


def with_outcome(population: Population, outcome: str) -> Population:
    return population.where(outcomes__contains=[outcome])


def with_theme(population: Population, theme: str) -> Population:
    return population.where(themes__contains=[theme])
