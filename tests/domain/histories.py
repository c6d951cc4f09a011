"""What a plain model knows of a file, beside the database, and what everybody should be told of it."""

import uuid
from dataclasses import dataclass

from django.utils import timezone

from allervers.domain.accompaniment.codes import ClosureReason
from allervers.domain.accompaniment.models import Accompaniment
from allervers.domain.figures.models import AccompanimentFact, ReferralFact
from allervers.domain.referrals.models import Referral

WAITING, OPEN, CLOSED, NEVER_OPENED = "waiting", "open", "closed", "closed in triage"


@dataclass
class File:
    """What the model knows of one referral and of what became of it."""

    referral: Referral
    state: str = WAITING
    accompaniment: Accompaniment | None = None
    handled: bool = False
    attempts: int = 0
    reached: bool = False
    reason: str = ""


def told_of(file: File) -> dict:
    relevant = None
    if file.accompaniment and not (file.state == NEVER_OPENED and file.reason == ClosureReason.UNREACHABLE):
        relevant = file.reason != ClosureReason.NOT_RELEVANT
    return {"contacted": file.reached, "closed": file.state in (CLOSED, NEVER_OPENED), "relevant": relevant}


def facts_of(referral_id: uuid.UUID) -> tuple:
    """The two facts of a file, counted here from the file itself, without the database's view."""
    referral = Referral.objects.get(pk=referral_id)
    file = Accompaniment.objects.filter(referral=referral).select_related("person").first()
    person = file and file.person
    received_on = timezone.localdate(referral.received_at)
    known = person if person and person.birth_date else referral
    common = {
        "received_on": received_on,
        "sex": (person and person.sex) or referral.sex,
        "age": known.age_on(received_on),
        "imported": False,
        "specialties": [],
    }
    facts = [row_of(ReferralFact, referral, **common)]
    if file:
        of_referral = ("fund_id", "detector_family", "detector_category", "reasons", "studies_opposed")
        facts.append(
            row_of(AccompanimentFact, file, **common, **{name: getattr(referral, name) for name in of_referral})
        )
    return tuple(facts)


def row_of(model, source, **known) -> tuple:
    values = {
        column.attname: known[column.attname] if column.attname in known else getattr(source, column.attname)
        for column in model._meta.concrete_fields
    }
    return model.__name__, tuple(sorted((name, repr(value)) for name, value in values.items()))
