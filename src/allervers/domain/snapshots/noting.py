"""The lines that changes of facts leave once a snapshot concerns them, for every declared table of facts.

Written by statement, in the transaction of the change, and only for what some snapshot's period and fund concern: where
nothing was frozen, nothing is kept.
"""

from ..figures.facts import Fact, declared
from ..figures.laying import AS_OWNER, TRANSITIONS, lay


def lay_notes(using="default", **signal) -> None:
    """After migrations, by the role that ran them."""
    lay(using, "notes", _noting, ["snapshots_snapshot", "snapshots_factchange"], together=_holding())


def _concerned(*days: str, fund: str) -> str:
    within = " or ".join(f'{day} between s.start and s."end"' for day in days)
    return f"exists (select 1 from snapshots_snapshot s where ({within}) and (s.fund_id is null or s.fund_id = {fund}))"


def _noting(facts: type[Fact]) -> str:
    """Triggers that keep each fact as it was before a change."""
    table, kind, date = facts._meta.db_table, facts.declaration.kind, facts.declaration.date
    former, new = f"o.{date}", f"n.{date}"
    lines = {
        "insert": ("n", "null", f"new_facts n where {_concerned(new, fund='n.fund_id')}"),
        "update": (
            "o",
            "to_jsonb(o)",
            f"""old_facts o join new_facts n on n.id = o.id
                where o is distinct from n and {_concerned(former, new, fund="o.fund_id")}""",
        ),
        "delete": ("o", "to_jsonb(o)", f"old_facts o where {_concerned(former, fund='o.fund_id')}"),
    }
    return "".join(
        f"""
        create or replace function facts_note_{kind}_{event}() returns trigger language plpgsql {AS_OWNER} as $$
        begin
          insert into snapshots_factchange (kind, fact_id, fund_id, at, before)
          select '{kind}', {row}.id, {row}.fund_id, clock_timestamp(), {before} from {those};
          return null;
        end $$;
        create or replace trigger facts_note_{kind}_{event} after {event} on {table} referencing {TRANSITIONS[event]}
          for each statement execute function facts_note_{kind}_{event}();
        """
        for event, (row, before, those) in lines.items()
    )


def _holding() -> str:
    """While a snapshot is made nobody writes facts: what was written before is counted, what comes after leaves a
    line."""
    tables = ", ".join(facts._meta.db_table for facts in declared())
    return f"""
        create or replace function facts_hold() returns timestamptz language plpgsql {AS_OWNER} as $$
        begin
          lock table {tables} in share mode;
          return clock_timestamp();
        end $$;
    """
