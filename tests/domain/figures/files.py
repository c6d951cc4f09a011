"""Closed and open files with every date chosen, as a fund writes them (facts follow by trigger)."""

import datetime

from django.utils import timezone

from allervers.domain.accompaniment.models import Accompaniment, Contact
from allervers.domain.organisations.context import acting_for
from allervers.domain.people.models import Person
from tests import factories


def at_noon(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(12)))


def received(fund, on: datetime.date, family="internal", category="reception", reasons=("rights",), **fields):
    """A referral of that day."""
    return factories.referral(
        fund,
        received_at=at_noon(on),
        detector_family=family,
        detector_category=category,
        reasons=list(reasons),
        **fields,
    )


def opened(referral, themes=("rights",), person: Person | None = None, on: datetime.date | None = None):
    """An accompaniment under way."""
    fund = referral.fund
    with acting_for(fund, "test"):
        return Accompaniment.objects.create(
            fund=fund,
            referral=referral,
            person=person or factories.person(fund),
            themes=list(themes),
            opened_on=on or timezone.localdate(referral.received_at),
        )


def closed(referral, on: datetime.date, reason="success_without_care", outcomes=None, publics=(), **fields):
    """A file that ended on that day; never opened when the reason says so."""
    if reason == "unreachable":
        for _ in range(2):
            _attempt(referral)
    if reason in ("not_relevant", "unreachable"):
        with acting_for(referral.fund, "test"):
            return Accompaniment.objects.create(
                fund=referral.fund, referral=referral, closed_on=on, closure_reason=reason, **fields
            )
    accompaniment = opened(referral, **fields)
    succeeded = reason in ("care_obtained", "success_without_care", "partial_success")
    with acting_for(referral.fund, "test"):
        accompaniment.closed_on = on
        accompaniment.closure_reason = reason
        accompaniment.publics = list(publics)
        accompaniment.outcomes = list(outcomes or (["rights_opened"] if succeeded else []))
        accompaniment.save()
    return accompaniment


def _attempt(referral):
    with acting_for(referral.fund, "test"):
        Contact.objects.create(fund=referral.fund, referral=referral, channel="phone", result="no_answer")
