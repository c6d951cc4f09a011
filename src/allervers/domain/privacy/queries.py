"""What can be asked about erasure and reading: what goes when, what went, who read what."""

import datetime
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, takewhile

from croniter import croniter
from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateEvent

from allervers.law.counting import add_months

from ..accompaniment.models import Accompaniment
from ..detections.queries import due_by_day
from ..organisations.models import User
from .models import Erasure, Reading
from .retention import DETECTION_MONTHS, RETENTION_MONTHS, closed_at_the_latest
from .tasks import SCHEDULE, erase


@dataclass(frozen=True)
class Forecast:
    """How many closed files, or detections, of a fund will be erased on which day."""

    today: datetime.date
    by_day: dict[datetime.date, int]

    @property
    def due_now(self) -> int:
        return self.within(0)

    def within(self, days: int) -> int:
        """Those that are due in so many days at most, those due already included."""
        limit = self.today + datetime.timedelta(days=days)
        return sum(files for day, files in self.by_day.items() if day <= limit)

    @property
    def by_month(self) -> dict[datetime.date, int]:
        """First day of the month → files, up to the last month that has any; what is due already counts in the
        present month."""
        months: Counter[datetime.date] = Counter()
        for day, files in self.by_day.items():
            months[max(day, self.today).replace(day=1)] += files
        every = takewhile(lambda month: month <= max(months, default=datetime.date.min), self._months())
        return {month: months[month] for month in every}

    def _months(self) -> Iterator[datetime.date]:
        return (add_months(self.today.replace(day=1), ahead) for ahead in count())


def forecast(fund_id: int, today: datetime.date) -> Forecast:
    """Every closed file is due within the time that files are kept."""
    last = today + datetime.timedelta(days=31 * (RETENTION_MONTHS + 1))
    with connection.cursor() as cursor:
        cursor.execute(
            "select erase_on, count(*) from files_due_for_erasure(%s, %s) group by 1 order by 1", [fund_id, last]
        )
        return Forecast(today, dict(cursor.fetchall()))


def forecast_of_detections(fund_id: int, today: datetime.date) -> Forecast:
    """What was set aside, and what lists no longer hold; the others go with the file that they became."""
    last = today + datetime.timedelta(days=31 * (DETECTION_MONTHS + 1))
    return Forecast(today, due_by_day(fund_id, last))


def closed_files(fund_id: int, due_by: datetime.date | None = None) -> QuerySet[Accompaniment]:
    """The closed files of a fund, or those due on this day, the first to be erased first.

    `person_stays`: the person has another file, still open or closed later, and is only erased with that one.
    """
    another = Accompaniment.objects.filter(
        Q(closed_on=None) | Q(closed_on__gt=OuterRef("closed_on")), person_id=OuterRef("person_id")
    )
    closed = Q(closed_on__lte=closed_at_the_latest(due_by)) if due_by else Q(closed_on__isnull=False)
    return (
        Accompaniment.objects.filter(closed, fund_id=fund_id)
        .annotate(person_stays=Exists(another))
        .order_by("closed_on", "pk")
    )


def erasures(fund_id: int) -> QuerySet[Erasure]:
    """What was erased, the latest run first."""
    return Erasure.objects.filter(fund_id=fund_id).order_by("-at")


@dataclass(frozen=True)
class Runs:
    """The job: when it last ended, whether well, and when it starts next."""

    last_at: datetime.datetime | None
    succeeded: bool
    next_at: datetime.datetime


def runs(now: datetime.datetime | None = None) -> Runs:
    now = now or timezone.now()
    last = (
        ProcrastinateEvent.objects.filter(job__task_name=erase.name, type__in=["succeeded", "failed"])
        .order_by("-at")
        .first()
    )
    following = croniter(SCHEDULE, now.astimezone(datetime.UTC)).get_next(datetime.datetime)
    return Runs(last.at if last else None, bool(last) and last.type == "succeeded", following)


def readings(
    fund_id: int, since: datetime.date, until: datetime.date, account_id: int | None = None
) -> QuerySet[Reading]:
    """The journal of a fund between two days, both included, the latest first."""
    midnight = datetime.time()
    start = timezone.make_aware(datetime.datetime.combine(since, midnight))
    end = timezone.make_aware(datetime.datetime.combine(until + datetime.timedelta(days=1), midnight))
    found = Reading.objects.filter(fund_id=fund_id, at__gte=start, at__lt=end).order_by("-at", "-pk")
    return found.filter(account_id=account_id) if account_id else found


def readers(fund_id: int) -> QuerySet[User]:
    """The accounts that appear in the journal of a fund."""
    return User.objects.filter(Exists(Reading.objects.filter(fund_id=fund_id, account_id=OuterRef("pk"))))
