"""What can be asked about referrals."""

from collections.abc import Iterable
from uuid import UUID

from django.db import connection
from django.db.models import Count, F, Func, Q, QuerySet, TextField, Value

from ..organisations.models import User
from ..people import nir
from ..people.matching import alike
from ..people.models import NameKey, PhoneKey
from ..people.queries import NameMatches, Wanted
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


def waiting_in_figures(fund_id: int) -> dict[str, int]:
    """How many wait, and how many of them are urgent: `waiting`, `urgent`."""
    return inbox(fund_id).order_by().aggregate(waiting=Count("pk"), urgent=Count("pk", filter=Q(urgent=True)))


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


class IdentityText(Func):
    """The comparable words of a name (SQL function `identity_text`)."""

    function = "identity_text"
    output_field = TextField()


def of_fund(wanted: Wanted, *, fund_id: int, how_many: int) -> list[Referral]:
    """At most `how_many` referrals of a fund about who is wanted, waiting or not, the most alike first.

    Names and ends of telephone numbers go through functions whose indexes row-level security would not let us use.
    """
    if wanted.name:
        return _called(
            "select referral_id from search_referrals(%s, %s, %s, %s)",
            [wanted.name, how_many, wanted.born_from, wanted.born_to],
        )
    if end := wanted.phone_end or "".join(filter(str.isdigit, wanted.phone))[-9:]:
        return _called("select referrals_by_phone_end(%s, %s)", [end, how_many])
    return list(_matching(Referral.objects.filter(fund_id=fund_id), wanted)[:how_many])


def of_reporter(wanted: Wanted, *, user: User, how_many: int) -> list[Referral]:
    """Among the referrals that this account sent, to whatever fund, the newest first."""
    return list(_matching(reported_by(user), wanted)[:how_many])


def _called(statement: str, values: list) -> list[Referral]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found = [referral_id for (referral_id,) in cursor.fetchall()]
    referrals = Referral.objects.in_bulk(found)
    return [referrals[key] for key in found]


def _matching(referrals: QuerySet[Referral], wanted: Wanted) -> QuerySet[Referral]:
    if wanted.reference:
        return referrals.none()
    if wanted.referral:
        first, last = (UUID(wanted.referral + end * 24) for end in "0f")
        return referrals.filter(pk__gte=first, pk__lte=last)
    if wanted.nir:
        referrals = referrals.filter(nir_digest=nir.digest(wanted.nir))
    if wanted.phone:
        referrals = referrals.alias(its_phone=PhoneKey("phone")).filter(its_phone=PhoneKey(Value(wanted.phone)))
    if wanted.phone_end:
        referrals = referrals.alias(its_phone=PhoneKey("phone")).filter(its_phone__endswith=wanted.phone_end)
    if wanted.born_from:
        referrals = referrals.filter(birth_date__range=(wanted.born_from, wanted.born_to))
    if wanted.name:
        words = IdentityText(F("birth_name"), F("usage_name"), F("first_name"))
        referrals = referrals.filter(NameMatches(NameKey(Value(wanted.name)), words))
    return referrals


def follow_up(referrals: Iterable[Referral]) -> dict[UUID, dict]:
    """`contacted`, `closed` and `relevant` of those that the account of the context reported, where the person
    agreed that their detector be told; the others are absent. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select referral_id, contacted, closed, relevant from referral_follow_up() where referral_id = any(%s)",
            [[referral.pk for referral in referrals]],
        )
        return {pk: {"contacted": c, "closed": x, "relevant": r} for pk, c, x, r in cursor.fetchall()}
