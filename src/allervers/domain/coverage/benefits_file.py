"""benefits.csv: benefits that other bodies pay (RSA, ASPA, ASI, AAH…), whether the C2S was refused, and the household.

The same benefit from the same day is the same benefit: its end, refusal and body follow the latest file. A household is
made of the persons whom its lines name, over the days of the benefit; a line that names nobody says nothing of it.
"""

import datetime

from django.db.backends.utils import CursorWrapper

from ..imports.fields import boolean, code
from ..imports.layout import Column
from ..imports.numbers import digests
from ..imports.rules import Rule
from .codes import Benefit
from .loading import FIRST_DAY, IN_ORDER, LAST_DAY, VALIDITY, body, contradiction

MOST_IN_HOUSEHOLD = 30


class BenefitsFile:
    name = "benefits"
    rules = (
        IN_ORDER,
        Rule(
            "household_nirs",
            f"cardinality(string_to_array(household_nirs, '|')) > {MOST_IN_HOUSEHOLD}",
            "foyer trop nombreux",
            f"{MOST_IN_HOUSEHOLD} numéros au plus",
        ),
    )
    contradiction = contradiction("starts_on", "chevauche {}", "des périodes qui ne se chevauchent pas")

    def columns(self, today: datetime.date) -> tuple[Column, ...]:
        return (
            *(Column("benefit", code(Benefit)), FIRST_DAY, LAST_DAY, Column("c2s_opposed", boolean, "boolean")),
            *(Column("managing_body", body), Column("household_nirs", digests, varied=True)),
        )

    def contradictions(self, source: str) -> str:
        """Two periods of one benefit that overlap; what is known gives way where the file speaks of it again."""
        return f"""
            with paid as (
                select min(line) as line, person_id, benefit, starts_on, {VALIDITY}, c2s_opposed, managing_body
                from {source} as line group by person_id, benefit, starts_on, ends_on, c2s_opposed, managing_body)
            select paid.line, 0 as other from paid join coverage_otherbenefit as known using (person_id, benefit)
            where known.validity && paid.validity and not exists (
                select from paid as again where (again.person_id, again.benefit, again.starts_on)
                                                = (known.person_id, known.benefit, lower(known.validity)))
            union all
            select paid.line, earlier.line from paid join paid as earlier using (person_id, benefit)
            where earlier.line < paid.line and earlier.validity && paid.validity"""

    def keep(self, cursor: CursorWrapper, fund_id: int, source: str) -> int:
        paid = f"""
            select distinct person_id, benefit, {VALIDITY}, c2s_opposed, managing_body from {source} as line"""
        # The same days first: where a benefit became shorter, another one may follow.
        cursor.execute(
            f"""update coverage_otherbenefit as known
                set validity = paid.validity, c2s_opposed = paid.c2s_opposed, managing_body = paid.managing_body
                from ({paid}) as paid
                where (known.person_id, known.benefit, lower(known.validity))
                      = (paid.person_id, paid.benefit, lower(paid.validity))
                  and (known.validity, known.c2s_opposed, known.managing_body)
                      is distinct from (paid.validity, paid.c2s_opposed, paid.managing_body)"""
        )
        changed = cursor.rowcount
        cursor.execute(
            f"""insert into coverage_otherbenefit (fund_id, person_id, benefit, validity, c2s_opposed, managing_body)
                select %s, paid.* from ({paid}) as paid where not exists (
                    select from coverage_otherbenefit as known
                    where (known.person_id, known.benefit, lower(known.validity))
                          = (paid.person_id, paid.benefit, lower(paid.validity)))""",
            [fund_id],
        )
        added = cursor.rowcount
        together = _together(source)
        cursor.execute(f"with {together} {_SAME_FIRST_DAY}", {"fund": fund_id})
        cursor.execute(f"with {together} {_OTHER_DAYS}", {"fund": fund_id})
        return changed + added


def _together(source: str) -> str:
    """Each pair of known persons of a household, and the days of their benefits."""
    return f"""
        member as (
            select line, person_id, {VALIDITY} from {source} as line where household_nirs <> ''
            union
            select line, person.id, {VALIDITY} from {source} as line
            cross join unnest(string_to_array(household_nirs, '|')) as number
            join people_person as person on person.fund_id = %(fund)s and person.nir_digest = decode(number, 'hex')),
        together as (
            select one.person_id, other.person_id as other_id, range_agg(one.validity) as days
            from member as one join member as other using (line) where one.person_id < other.person_id group by 1, 2)"""


# Who lived together from the same day: until when follows the latest file, up to the next period that is known.
_SAME_FIRST_DAY = """
    update coverage_liveswith as known set validity = said.validity
    from (select person_id, other_id, daterange(lower(told), least(upper(told), (
                 select min(lower(next.validity)) from coverage_liveswith as next
                 where (next.person_id, next.other_id) = (together.person_id, together.other_id)
                   and lower(next.validity) > lower(told)))) as validity
          from together cross join unnest(days) as told) as said
    where (known.person_id, known.other_id, lower(known.validity))
          = (said.person_id, said.other_id, lower(said.validity)) and known.validity <> said.validity"""
_OTHER_DAYS = """
    insert into coverage_liveswith (fund_id, person_id, other_id, validity)
    select %(fund)s, person_id, other_id, unnest(days - coalesce((
        select range_agg(known.validity) from coverage_liveswith as known
        where (known.person_id, known.other_id) = (together.person_id, together.other_id)), '{}'))
    from together"""
