"""Sending a referral. What happens to it afterwards is the accompaniment's workflow.

| transition      | from              | to       | who may | needs                                               |
|-----------------|-------------------|----------|---------|-----------------------------------------------------|
| send            | form being filled | received | REFER   | an active fund, a reason, the consent of the person |
| ask_for_oneself | form being filled | received | anybody | an active fund, a telephone number, the consent     |
"""

from django.utils import timezone

from ..organisations import sign_in
from ..organisations.context import acting_for, because
from ..organisations.models import Organisation, User
from ..pieces.once import once
from .codes import CATEGORIES, ConsentMode, DetectorFamily, InternalCategory, Reason
from .models import Referral

_FAMILY_OF_KIND = {
    Organisation.Kind.PARTNER: DetectorFamily.PARTNER,
    Organisation.Kind.HEALTH_PROFESSIONAL: DetectorFamily.HEALTH_PROFESSIONAL,
}
# Of one place, and of all, within a quarter of an hour; a town hall or a library shares one address.
MOST_FROM_A_PLACE, MOST_IN_ALL = 5, 200
_NOT_CONTENT = {"received_at", "triaged_at", "nir_encrypted"}  # the same number is encrypted differently every time


def detector_of(user: User) -> tuple[str, str]:
    """The family and the category that the referrals of this account are counted under.

    A partner or a practice has the category of its organisation; everybody else works for the health insurance and
    has their account's own category, `other_services` when it has none.
    """
    family = _FAMILY_OF_KIND.get(user.organisation.kind, DetectorFamily.INTERNAL)
    if family == DetectorFamily.INTERNAL:
        return family, user.detector_category or InternalCategory.OTHER_SERVICES
    category = user.organisation.category
    return family, category if category in CATEGORIES[family].values else CATEGORIES[family].OTHER


def send(referral: Referral, *, sender: User, counted_as: tuple[str, str] | None = None) -> tuple[Referral, bool]:
    """Write the referral that this account sends: the one that is kept, and whether it was written just now.

    `counted_as` is a family and a category, where they are not those of the account (`detector_of`).

    The identifier was minted with the form. The same form sent twice, even at the same moment, is written once. With
    other answers it raises `AlreadyUsed`: a browser that goes back may show the form again for somebody else.
    """
    referral.reported_by = sender
    referral.detector_family, referral.detector_category = counted_as or detector_of(sender)
    because("saisine envoyée")
    return once(referral, lambda first: first.reported_by_id == sender.pk and _says_the_same(first, referral))


def ask_for_oneself(referral: Referral) -> tuple[Referral, bool]:
    """Write the referral that somebody without an account sends of themselves: they ask their fund to call them.

    Who they are is what they say; the letter that confirms an agreement given at a distance tells whoever did not ask.
    Raises `AlreadyUsed` as `send` does.
    """
    referral.reported_by = None
    referral.detector_family, referral.detector_category = DetectorFamily.INTERNAL, InternalCategory.ONESELF
    referral.detector_name, referral.detector_service = "La personne elle-même", "Simulateur en ligne"
    referral.reasons = [Reason.RIGHTS]
    referral.consent_mode, referral.consent_on = ConsentMode.REMOTE, timezone.localdate()
    with acting_for(referral.fund, "rappel demandé par la personne, en ligne"):
        return once(referral, lambda first: first.reported_by_id is None and _says_the_same(first, referral))


def may_ask_for_oneself(place: str | None) -> bool:
    """Count one more request from this network address (None: not known); False when there were too many."""
    limits = {sign_in.counted_under("asks for oneself"): MOST_IN_ALL}
    if place:
        limits[sign_in.counted_under("asks for oneself", sign_in.network(place))] = MOST_FROM_A_PLACE
    return sign_in.may_try(sign_in.Try(limits, ()), what="call back")


def _says_the_same(one: Referral, other: Referral) -> bool:
    def content(referral):
        values = {field.attname: getattr(referral, field.attname) for field in Referral._meta.concrete_fields}
        digest = values["nir_digest"]
        return {**values, "nir_digest": digest and bytes(digest)}

    one, other = content(one), content(other)
    return all(one[name] == other[name] for name in one.keys() - _NOT_CONTENT)
