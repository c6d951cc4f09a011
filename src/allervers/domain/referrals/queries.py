"""What can be asked about referrals."""

from django.db.models import QuerySet

from .models import Referral


def inbox(fund_id: int) -> QuerySet[Referral]:
    """The referrals of a fund that wait for an adviser: urgent ones first, then the oldest.

    Urgent is the « urgence partenaire »: care is imminent, and the usual delays would make the situation worse
    (inventory #94). The fund is filtered here as well as by row-level security, so that its index is used.
    """
    return Referral.objects.filter(fund_id=fund_id, triaged_at=None).order_by("-urgent", "received_at")


def count_waiting(fund_id: int) -> int:
    """How many referrals wait."""
    return inbox(fund_id).count()
