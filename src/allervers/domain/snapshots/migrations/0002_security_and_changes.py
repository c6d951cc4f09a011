"""Who sees a snapshot, and the lines that changes of facts leave once a snapshot concerns them.

The lines are written by statement, in the transaction of the change, and only for what some snapshot's period and
fund concern: where nothing was frozen, nothing is kept.
"""

from django.db import migrations
from django.db.migrations import RunSQL

from ...organisations.rls import NATION, OWNED, protect

SEEN = f"{OWNED} or (fund_id is null and {NATION})"


def _concerned(*dates: str, fund: str) -> str:
    days = " or ".join(f'{date} between s.start and s."end"' for date in dates)
    return f"exists (select 1 from snapshots_snapshot s where ({days}) and (s.fund_id is null or s.fund_id = {fund}))"


def note_changes(table: str, kind: str, date: str) -> RunSQL:
    """Triggers on a table of facts that keep each fact as it was before a change."""
    name = f"note_changes_of_{kind}"
    line = "insert into snapshots_factchange (kind, fact_id, fund_id, at, before)"
    concerned = _concerned(f"o.{date}", f"n.{date}", fund="o.fund_id")
    statements = {
        "insert": f"""
            {line} select '{kind}', n.id, n.fund_id, clock_timestamp(), null from new_facts n
            where {_concerned(f"n.{date}", fund="n.fund_id")};""",
        "update": f"""
            {line} select '{kind}', o.id, o.fund_id, clock_timestamp(), to_jsonb(o)
            from old_facts o join new_facts n on n.id = o.id where o is distinct from n and {concerned};""",
        "delete": f"""
            {line} select '{kind}', o.id, o.fund_id, clock_timestamp(), to_jsonb(o) from old_facts o
            where {_concerned(f"o.{date}", fund="o.fund_id")};""",
    }
    tables = {
        "insert": "new table as new_facts",
        "update": "old table as old_facts new table as new_facts",
        "delete": "old table as old_facts",
    }
    return RunSQL(
        "".join(
            f"""
            create function {name}_{event}() returns trigger language plpgsql
            security definer set search_path = public, pg_temp as $$ begin {statement} return null; end $$;
            create trigger {name}_{event} after {event} on {table} referencing {tables[event]}
              for each statement execute function {name}_{event}();
            """
            for event, statement in statements.items()
        ),
        "".join(f"drop trigger {name}_{event} on {table}; drop function {name}_{event}();" for event in statements),
    )


# While a snapshot is made nobody writes facts: what was written before is counted, what comes after leaves a line.
HOLD_FACTS = RunSQL(
    """
    create function hold_facts() returns timestamptz language plpgsql
    security definer set search_path = public, pg_temp as $$
    begin
      lock table figures_referralfact, figures_accompanimentfact in share mode;
      return clock_timestamp();
    end $$;
    """,
    "drop function hold_facts();",
)


class Migration(migrations.Migration):
    dependencies = [("snapshots", "0001_initial"), ("figures", "0004_history")]

    operations = [
        protect("snapshots_snapshot", see=SEEN, write="false", add=SEEN),
        protect("snapshots_factchange", see=f"{OWNED} or {NATION}", write="false"),
        note_changes("figures_referralfact", "referral", "received_on"),
        note_changes("figures_accompanimentfact", "accompaniment", "closed_on"),
        HOLD_FACTS,
    ]
