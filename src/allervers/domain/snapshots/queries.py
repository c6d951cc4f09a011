"""What changed since figures were frozen: in the values, in the definitions, in the facts."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet

from ..figures.facts import Fact, declared, of_kind
from ..organisations.models import User
from ..organisations.roles import Permission
from .models import Snapshot
from .workflow import Line, definition

# The first line after the snapshot tells what the fact was then; the table tells what it is now.
_CHANGED = """
with later as (
  select distinct on (fact_id) fact_id, before from snapshots_factchange
  where kind = %(kind)s and at > %(made_at)s and (%(fund)s::bigint is null or fund_id = %(fund)s)
  order by fact_id, at, id
), changed as (
  select before, to_jsonb(fact) as now,
         coalesce((before->>'{date}')::date between %(start)s and %(end)s, false) as was_in,
         coalesce(fact.{date} between %(start)s and %(end)s, false) as is_in,
         fact.id is not null and fact.{date} is null as reopened
  from later left join {table} fact on fact.id = later.fact_id
)
"""
_HOW_MANY = """
select case when before is null then 'added'
            when was_in and is_in then 'corrected'
            when was_in and reopened then 'reopened'
            when was_in and now is null then 'removed'
            when was_in then 'left'
            else 'entered' end, count(*)
from changed where (was_in or is_in) and before is distinct from now group by 1
"""
_WHICH_FIELDS = """
select field.key, count(*) from changed, jsonb_each(before) field
where was_in and is_in and now->field.key is distinct from field.value group by 1 order by 2 desc, 1
"""
_THEN = """
select before from changed where was_in
union all
select to_jsonb(fact) from {table} fact
where fact.{date} between %(start)s and %(end)s and (%(fund)s::bigint is null or fact.fund_id = %(fund)s)
  and fact.id not in (select fact_id from later)
"""


@dataclass(frozen=True)
class FactChanges:
    """Of one table of facts: how many were added, corrected, reopened… since, and in which fields."""

    facts: type[Fact]
    how_many: dict[str, int]
    fields: dict[str, int]


@dataclass(frozen=True)
class Compared:
    """One value then and now (None: no longer shown, or not yet), and whether its definition changed."""

    then: Line | None
    now: Line | None
    redefined: bool

    @property
    def changed(self) -> bool:
        return (self.then and self.then.text) != (self.now and self.now.text)


def visible(account: User) -> QuerySet[Snapshot]:
    """Those of one's own fund, or the nation's for who sees the nation's figures."""
    of_nation = account.may(Permission.NATIONAL_FIGURES)
    return Snapshot.objects.filter(fund=None if of_nation else account.organisation_id).select_related(
        "made_by", "fund"
    )


def fact_changes(snapshot: Snapshot) -> list[FactChanges]:
    """What happened since to the facts of its period and fund."""
    return [
        FactChanges(facts, dict(_rows(snapshot, facts, _HOW_MANY)), dict(_rows(snapshot, facts, _WHICH_FIELDS)))
        for facts in declared()
    ]


def facts_then(snapshot: Snapshot, kind: str) -> list[dict]:
    """The facts of its period and fund as they were when it was made."""
    return [fact for (fact,) in _rows(snapshot, of_kind(kind), _THEN)]


def _rows(snapshot: Snapshot, facts: type[Fact], question: str) -> list[tuple]:
    table, date = facts._meta.db_table, facts.declaration.date
    asked = {"kind": facts.declaration.kind, "made_at": snapshot.made_at, "fund": snapshot.fund_id}
    with connection.cursor() as cursor:
        cursor.execute(
            (_CHANGED + question).format(table=table, date=date), asked | {"start": snapshot.start, "end": snapshot.end}
        )
        return cursor.fetchall()


def compared(snapshot: Snapshot, lines: Iterable[Line]) -> list[Compared]:
    """Line by line, in the order of the snapshot; what is only counted since comes last."""
    now = {(line.indicator, line.detail): line for line in lines}
    then = [Line(**line) for line in snapshot.lines]
    known = [
        Compared(line, now.pop((line.indicator, line.detail), None), is_redefined(snapshot, line.indicator))
        for line in then
    ]
    return known + [Compared(None, line, is_redefined(snapshot, line.indicator)) for line in now.values()]


def is_redefined(snapshot: Snapshot, name: str) -> bool:
    return snapshot.definitions.get(name) != definition(name)
