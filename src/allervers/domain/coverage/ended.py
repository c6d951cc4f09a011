"""Rights that ended: found from the periods, why as far as anybody knows, and the figures that follow.

Base rights and the AME are one cover: who passes from one to the other on the next day loses nothing. A right is open
again where the same cover begins later. Nobody guesses a cause: it is noted, or follows from a renunciation that was
received; else it is not known, and counted as such.
"""

import datetime
from itertools import product
from statistics import median

from django.db import connection, transaction

from allervers.publishing.ended import ALL, SOON, EndedRights, Ends

from ..organisations.models import Organisation, User
from ..people.models import Person
from .codes import Circumstance, EndCause
from .models import EndedRight
from .permissions import may_note

ADULT = 18
_ENDS = """
    with held as (
        select person_id, "right", upper(validity) as after, validity,
               case "right" when 'c2s' then 'c2s' else 'base' end as cover
        from coverage_coverageperiod where fund_id = %(fund)s and upper(believed) is null),
    covered as (select person_id, cover, range_agg(validity) as days from held group by person_id, cover),
    ends as (
        select person_id, "right", after - 1 as ended_on,
               (select min(lower(later)) from unnest(days) as later where lower(later) > after) as next
        from held join covered using (person_id, cover) where after <= %(day)s and not days @> after),
    ended as materialized (
        select ends.person_id, ends."right", ended_on, next as reopened_on,
               extract(year from age(ended_on, birth_date))::int as age,
               exists (select from coverage_knowncircumstance as left_it
                       where left_it.person_id = ends.person_id and left_it.kind = %(renunciation)s
                         and ends."right" = 'c2s' and taken_back_at is null
                         and left_it.on <= ended_on and date_trunc('month', left_it.on) = date_trunc('month', ended_on)
                      ) as renounced
        from ends join people_person as person on person.id = ends.person_id)"""


@transaction.atomic
def find_ends(fund_id: int, day: datetime.date) -> None:
    """Bring the ended rights of a fund up to this day (in its context); what is known of their causes stays."""
    asked = {"fund": fund_id, "day": day, "renunciation": Circumstance.RENUNCIATION.value}
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('coverage.ends'), %s)", [fund_id])
        cursor.execute(
            f"""{_ENDS},
            gone as (
                delete from coverage_endedright as known where fund_id = %(fund)s and person_id is not null
                and not exists (select from ended where ended.person_id = known.person_id
                                and ended."right" = known."right" and ended.ended_on = known.ended_on))
            insert into coverage_endedright as known
                (id, fund_id, person_id, "right", ended_on, age, cause, reopened_on)
            select gen_random_uuid(), %(fund)s, person_id, "right", ended_on, age,
                   case when renounced then 'renounced' else '' end, reopened_on from ended
            where not exists (select from coverage_endedright as same where same.person_id = ended.person_id
                              and same."right" = ended."right" and same.ended_on = ended.ended_on
                              and (same.reopened_on, same.age) is not distinct from (ended.reopened_on, ended.age)
                              and (same.cause <> '' or not renounced))
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


def of_fund(fund: Organisation, first: datetime.date, last: datetime.date, today: datetime.date) -> EndedRights:
    """The rights of a fund that ended from the first to the last day, as known today, in its context.

    The same function for the screen, the report, the command and, by its file, the diagnosis.
    """
    found: dict[tuple[str, str], list[EndedRight]] = {}
    for row in EndedRight.objects.filter(fund=fund, ended_on__range=(first, last)):
        age = "unknown" if row.age is None else "child" if row.age < ADULT else "adult"
        for place in product((age, ALL), (row.cause, ALL)):
            found.setdefault(place, []).append(row)
    return EndedRights(fund.code, first, last, today, {place: _ends(rows, today) for place, rows in found.items()})


def _ends(rows: list[EndedRight], today: datetime.date) -> Ends:
    days = [(row.reopened_on - row.ended_on).days - 1 for row in rows if row.reopened_on]
    old = [row for row in rows if (today - row.ended_on).days >= SOON]
    soon = [row for row in old if row.reopened_on and (row.reopened_on - row.ended_on).days <= SOON]
    return Ends(len(rows), len(old), len(soon), len(days), round(median(days)) if days else None)
