"""Rights that ended: found from the periods, why as far as anybody knows, and the figures that follow.

Base rights and the AME are one cover: who passes from one to the other on the next day loses nothing. A right is open
again where the same cover begins later. Nobody guesses a cause: it is noted, or follows from a renunciation that was
received; else it is not known, and counted as such.
"""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from django.db import connection, transaction

from ..organisations.models import User
from ..people.models import Person
from .codes import Circumstance, EndCause
from .models import EndedRight
from .permissions import may_note

SOON = 90
"""Days within which a right that opens again was lost for nothing."""
ADULT = 18
_ENDS = """
    with held as (
        select person_id, "right", upper(validity) as after, validity,
               case "right" when 'c2s' then 'c2s' else 'base' end as cover
        from coverage_coverageperiod where fund_id = %(fund)s and upper(believed) is null),
    ends as (
        select held.person_id, "right", after - 1 as ended_on, after,
               (select min(greatest(lower(next.validity), held.after)) from held as next
                where next.person_id = held.person_id and next.cover = held.cover
                  and (upper(next.validity) is null or upper(next.validity) > held.after)) as next
        from held where after <= %(day)s),
    ended as (
        select ends.person_id, ends."right", ended_on, next as reopened_on,
               extract(year from age(ended_on, birth_date))::int as age,
               exists (select from coverage_knowncircumstance as left_it
                       where left_it.person_id = ends.person_id and left_it.kind = %(renunciation)s
                         and ends."right" = 'c2s' and taken_back_at is null
                         and left_it.on <= ended_on and date_trunc('month', left_it.on) = date_trunc('month', ended_on)
                      ) as renounced
        from ends join people_person as person on person.id = ends.person_id
        where next is null or next > after)"""


@transaction.atomic
def find_ends(fund_id: int, day: datetime.date) -> None:
    """Bring the ended rights of a fund up to this day (in its context); what is known of their causes stays."""
    asked = {"fund": fund_id, "day": day, "renunciation": Circumstance.RENUNCIATION.value}
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('coverage.ends'), %s)", [fund_id])
        cursor.execute(
            f"""{_ENDS}
            delete from coverage_endedright as known where fund_id = %(fund)s and person_id is not null
                and not exists (select from ended where ended.person_id = known.person_id
                                and ended."right" = known."right" and ended.ended_on = known.ended_on)""",
            asked,
        )
        cursor.execute(
            f"""{_ENDS}
            insert into coverage_endedright as known
                (id, fund_id, person_id, "right", ended_on, age, cause, reopened_on)
            select gen_random_uuid(), %(fund)s, person_id, "right", ended_on, age,
                   case when renounced then 'renounced' else '' end, reopened_on from ended
            on conflict (person_id, "right", ended_on) do update
                set reopened_on = excluded.reopened_on, age = excluded.age,
                    cause = case when known.cause = '' then excluded.cause else known.cause end
                where (known.reopened_on, known.age, known.cause) is distinct from
                      (excluded.reopened_on, excluded.age,
                       case when known.cause = '' then excluded.cause else known.cause end)""",
            asked,
        )


def note_cause(ended: EndedRight, cause: str, *, by: User, person: Person) -> EndedRight:
    """Say why a right ended; an empty cause takes back what was said. Raises PermissionError for another fund."""
    if not may_note(by, person) or ended.person_id != person.pk:
        raise PermissionError(person.pk)
    ended.cause, ended.noted_by = EndCause(cause).value if cause else "", by if cause else None
    ended.save(update_fields=["cause", "noted_by"])
    return ended


@dataclass(frozen=True)
class Ends:
    """The figures of some ended rights. Shares are None where nothing stands below them.

    `procedural`, `known`: those whose cause is procedural, or is known at all. `reopened_soon` counts among
    `old_enough`, those that ended 90 days before or earlier. `days_without`: median, of those open again.
    """

    ended: int
    known: int
    procedural: int
    old_enough: int
    reopened_soon: int
    days_without: int | None
    by_cause: dict[str, int]

    @property
    def procedural_share(self) -> float | None:
        return self.procedural / self.known if self.known else None

    @property
    def reopened_share(self) -> float | None:
        return self.reopened_soon / self.old_enough if self.old_enough else None


def figures(ended: Iterable[EndedRight], today: datetime.date) -> Ends:
    """The figures of these rights, as of today."""
    rows = list(ended)
    causes = Counter(row.cause for row in rows)
    days = [(row.reopened_on - row.ended_on).days - 1 for row in rows if row.reopened_on]
    old = [row for row in rows if (today - row.ended_on).days >= SOON]
    soon = [row for row in old if row.reopened_on and (row.reopened_on - row.ended_on).days <= SOON]
    return Ends(
        ended=len(rows),
        known=len(rows) - causes[""],
        procedural=causes[EndCause.PROCEDURAL.value],
        old_enough=len(old),
        reopened_soon=len(soon),
        days_without=round(median(days)) if days else None,
        by_cause={cause: causes[cause] for cause in ("", *EndCause.values) if causes[cause]},
    )


def of_fund(fund_id: int, first: datetime.date, last: datetime.date) -> list[EndedRight]:
    """The rights of a fund that ended from the first to the last day."""
    return list(EndedRight.objects.filter(fund_id=fund_id, ended_on__range=(first, last)).order_by("ended_on"))


def by_age(ended: Iterable[EndedRight], today: datetime.date) -> dict[str, Ends]:
    """Children apart from adults; an age that is not known is neither."""
    groups: dict[str, list[EndedRight]] = {"child": [], "adult": [], "unknown": []}
    for row in ended:
        groups["unknown" if row.age is None else "child" if row.age < ADULT else "adult"].append(row)
    return {name: figures(rows, today) for name, rows in groups.items()}
