"""What a service carries: how much each adviser has in hand, how long referrals and files have waited."""

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone

from ..organisations.models import User
from ..referrals.queries import inbox
from .codes import ActionStatus
from .models import Accompaniment, Action, Contact
from .queries import under_way

# A file at rest asks for less than one under way, and what is late asks for more than what is not.
OF_PAUSED, OF_LATE = 0.5, 0.5
FORMULA = (
    "Charge = nombre de dossiers en cours + la moitié du nombre de dossiers en pause + la moitié du nombre "
    "d’actions en retard."
)
# Days: from the first of each to the day before the next one.
WAITING = (0, 8, 16, 31)
SILENCE = (0, 16, 31, 61)


@dataclass(frozen=True)
class Load:
    """What one adviser has in hand; without an account, what nobody answers for."""

    adviser: User | None
    active: int = 0
    paused: int = 0
    late: int = 0

    @property
    def value(self) -> float:
        """As `FORMULA` says."""
        return self.active + OF_PAUSED * self.paused + OF_LATE * self.late


def loads(fund_id: int, advisers: Iterable[User], today: datetime.date) -> list[Load]:
    """The heaviest first: these accounts, those who have a file of the fund, and nobody where there are such files.
    Three queries."""
    at_rest = Q(paused_on__isnull=False) & (Q(pause_until=None) | Q(pause_until__gt=today))
    files = (
        under_way(fund_id).order_by().values("adviser").annotate(paused=Count("pk", filter=at_rest), all=Count("pk"))
    )
    counted = {row["adviser"]: row for row in files}
    late = Action.objects.filter(
        accompaniment__in=under_way(fund_id), status=ActionStatus.TO_DO, due_on__lt=today
    ).values_list("accompaniment__adviser")
    overdue = dict(late.order_by().annotate(Count("pk")))
    known = {one.pk: one for one in advisers}
    others = User.objects.in_bulk(counted.keys() - known.keys() - {None})
    accounts = [*known.values(), *others.values(), *([None] if None in counted else [])]
    found = [_load(account, counted, overdue) for account in accounts]
    return sorted(found, key=lambda load: (-load.value, str(load.adviser or "")))


def _load(account: User | None, counted: dict, overdue: dict) -> Load:
    key = account and account.pk
    row = counted.get(key, {"all": 0, "paused": 0})
    return Load(account, row["all"] - row["paused"], row["paused"], overdue.get(key, 0))


def waiting_by_age(fund_id: int, today: datetime.date) -> list[int]:
    """How many referrals wait for an adviser, by whole days since they were received, in the spans of `WAITING`."""
    days = inbox(fund_id).order_by().values_list(TruncDate("received_at")).annotate(Count("pk"))
    return _in_spans(WAITING, days, today)


def silent_by_age(fund_id: int, today: datetime.date) -> list[int]:
    """How many files under way, those at rest left out, by days without contact, in the spans of `SILENCE`."""
    days = silent_since(under_way(fund_id), today).order_by().values_list("silent_since").annotate(Count("pk"))
    return _in_spans(SILENCE, days, today)


def silent_since(files: QuerySet[Accompaniment], today: datetime.date) -> QuerySet[Accompaniment]:
    """With the day of the last contact or attempt, else that of the opening; those that are paused left out."""
    last = Contact.objects.filter(referral=OuterRef("referral")).order_by().values("referral").annotate(last=Max("at"))
    not_at_rest = files.filter(Q(paused_on=None) | Q(pause_until__lte=today))
    return not_at_rest.annotate(silent_since=Coalesce(TruncDate(Subquery(last.values("last"))), "opened_on"))


def days_ago(days: int) -> datetime.date:
    return timezone.localdate() - datetime.timedelta(days=days)


def _in_spans(spans: Sequence[int], counted: Iterable[tuple[datetime.date, int]], today: datetime.date) -> list[int]:
    found = Counter()
    for day, how_many in counted:
        age = max((today - day).days, 0)
        found[sum(age >= first for first in spans) - 1] += how_many
    return [found[place] for place in range(len(spans))]
