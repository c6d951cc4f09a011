"""Who may do what with a referral, and what a detector may know of it afterwards."""

from dataclasses import dataclass

from django.conf import settings

from ..organisations.models import User
from ..organisations.roles import Permission
from .codes import ConsentMode, DetectorFamily
from .models import Referral
from .workflow import detector_of


def may_transmit_nir(user: User) -> bool:
    """The health insurance's own services, and the categories of detectors that the setting lists.

    Decree 2019-341 names who may process the NIR; partner associations are not among them. The others never see
    the field, and what they send in it is refused.
    """
    family, category = detector_of(user)
    return family == DetectorFamily.INTERNAL or category in settings.NIR_DETECTOR_CATEGORIES


def may_read_letter(user: User, referral: Referral) -> bool:
    """The letter exists where consent was given at a distance. Who reported the person hands it over; those who
    examine or accompany in the fund that owns the referral may print it again."""
    if referral.consent_mode != ConsentMode.REMOTE:
        return False
    works_for_fund = user.may(Permission.TRIAGE) or user.may(Permission.ACCOMPANY)
    return referral.reported_by_id == user.pk or (referral.fund_id == user.organisation_id and works_for_fund)


@dataclass(frozen=True)
class Known:
    """What is told of one referral. `relevant` is None as long as nobody has examined it."""

    told: bool
    contacted: bool = False
    closed: bool = False
    relevant: bool | None = None


def what_the_detector_may_know(referral: Referral, follow_up: dict) -> Known:
    """A detector always knows that the referral was received. Whether the person was contacted, whether the file is
    closed and whether the referral was relevant is told only if the person agreed to it; nothing else ever is.

    `follow_up` comes from `queries.follow_up`, where the database applies the same rule.
    """
    if not referral.feedback_consent:
        return Known(told=False)
    return Known(told=True, **follow_up.get(referral.pk, {}))
