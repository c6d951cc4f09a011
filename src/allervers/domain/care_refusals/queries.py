"""What a mediation service can ask of its files, and what the law says of one."""

import datetime

from django.db.models import QuerySet
from django.utils import timezone

from allervers.law.care_refusals import Reported, judge
from allervers.law.fields import SituationError
from allervers.law.lookup import Finding

from ..accompaniment.models import Accompaniment
from ..organisations.models import User
from ..organisations.services import services_of
from ..people.models import Identity
from .codes import OPEN, Recipient
from .models import CareRefusal, CareRefusalConsent, CareRefusalStep


def of_services(account: User) -> QuerySet[CareRefusal]:
    """The files of this account's services; those that it reported to others are not among them."""
    return CareRefusal.objects.filter(service__in=services_of(account)).select_related("person", "referral", "holder")


def open_ones(account: User) -> QuerySet[CareRefusal]:
    """Those that are not ended, the longest waiting first."""
    return of_services(account).filter(state__in=OPEN)


def ended(account: User) -> QuerySet[CareRefusal]:
    """Those that ended, the latest first."""
    return of_services(account).exclude(state__in=OPEN).order_by("-ended_on", "reference")


def reported_by(account: User) -> QuerySet[CareRefusal]:
    """What this account reported, the latest first."""
    return CareRefusal.objects.filter(author=account).select_related("person", "referral").order_by("-received_on")


def to_do(account: User, until: datetime.date) -> QuerySet[CareRefusalStep]:
    """The steps of open files that are to be done by this day, the most urgent first."""
    steps = CareRefusalStep.objects.filter(service__in=services_of(account), done_on=None, due_on__lte=until)
    found = steps.filter(refusal__state__in=OPEN).select_related("refusal__person", "refusal__referral")
    return found.order_by("due_on", "kind")


def judged(refusal: CareRefusal) -> Finding | None:
    """What the law of the day of the refusal makes of the answers; None before the first law that is known here."""
    said = Reported(refusal.practice, refusal.ground, refusal.hindered, refusal.same_for_all)
    try:
        return judge(said, refusal.happened_on or refusal.received_on)
    except SituationError:
        return None


def who(refusal: CareRefusal) -> Identity | None:
    """The person: the fund's own, or as the referral that says it describes them; None of an anonymous report."""
    if refusal.person_id:
        return refusal.person
    return refusal.referral if refusal.referral_id else None


def person_of_referral(referral_id):
    """The fund's person that a referral was recognised as; None while it waits."""
    file = Accompaniment.objects.filter(referral_id=referral_id).first()
    return file and file.person_id


def agreements(refusal: CareRefusal) -> dict[str, CareRefusalConsent | None]:
    """For each recipient the last that the person said, None where they were not asked."""
    last = {consent.recipient: consent for consent in refusal.carerefusalconsents.all()}
    return {recipient: last.get(recipient) for recipient in Recipient.values}


def same_professional(refusal: CareRefusal) -> int:
    """How many other reports to the service name the same professional."""
    if not refusal.rpps:
        return 0
    others = CareRefusal.objects.filter(service_id=refusal.service_id, rpps=refusal.rpps)
    return others.exclude(pk=refusal.pk).count()


def late(step: CareRefusalStep) -> bool:
    return step.done_on is None and step.due_on < timezone.localdate()
