"""What can be asked about referrals."""

from collections.abc import Iterable
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from ..organisations.models import User
from ..people.matching import alike
from ..people.models import NameKey, PhoneKey
from .models import Referral


def inbox(fund_id: int) -> QuerySet[Referral]:
    """The referrals of a fund that wait for an adviser: urgent ones first, then the oldest.

    Urgent is the « urgence partenaire »: care is imminent, and the usual delays would make the situation worse
    (inventory #94). The fund is filtered here as well as by row-level security, so that its index is used.
    """
    return Referral.objects.filter(fund_id=fund_id, triaged_at=None).order_by("-urgent", "received_at", "pk")


def count_waiting(fund_id: int) -> int:
    """How many referrals wait."""
    return inbox(fund_id).count()


def waiting_alike(referral: Referral) -> QuerySet[Referral]:
    """The other referrals that wait in the same fund and may be about the same person (rule of `people.matching`)."""
    others = inbox(referral.fund_id).exclude(pk=referral.pk)
    return alike(
        others.alias(
            phone_key=PhoneKey("phone"), birth_name_key=NameKey("birth_name"), first_name_key=NameKey("first_name")
        ),
        referral,
    )


def reported_by(user: User) -> QuerySet[Referral]:
    """The referrals that this account sent, the newest first."""
    return Referral.objects.filter(reported_by=user).order_by("-received_at", "id")


def follow_up(referrals: Iterable[Referral]) -> dict[UUID, dict]:
    """`contacted`, `closed` and `relevant` of those that the account of the context reported, where the person
    agreed that their detector be told; the others are absent. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select referral_id, contacted, closed, relevant from referral_follow_up() where referral_id = any(%s)",
            [[referral.pk for referral in referrals]],
        )
        return {pk: {"contacted": c, "closed": x, "relevant": r} for pk, c, x, r in cursor.fetchall()}
