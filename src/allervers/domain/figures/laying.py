"""What the database does for each declared table of facts, laid anew after migrating where a declaration changed.

Marks are left by statement, not by row: what a bulk load changes is read once. What has no date is marked under the
first day of year 1.
"""

from collections.abc import Callable, Iterable
from hashlib import sha256

from django.db import connections, transaction

from .facts import Fact, declared

TRANSITIONS = {
    "insert": "new table as new_facts",
    "update": "old table as old_facts new table as new_facts",
    "delete": "old table as old_facts",
}
"""What a trigger by statement reads, by what happened."""

AS_OWNER = "security definer set search_path = public, pg_temp"


def lay_facts(using="default", **signal) -> None:
    """After migrations, by the role that ran them; a fact that is new is written of every row that is there."""
    known = _written_already(using)
    if lay(using, "facts", _statements, ["figures_changedmonth"], together=mark_all()):
        for facts in declared():
            if facts.declaration.kind not in known:
                with connections[using].cursor() as cursor:
                    cursor.execute(_all_written(facts))


def _written_already(using: str) -> set[str]:
    """The kinds of facts that the database knows how to write."""
    with connections[using].cursor() as cursor:
        cursor.execute(
            "select proname from pg_proc where proname = any(%s)",
            [[f"facts_write_{facts.declaration.kind}" for facts in declared()]],
        )
        return {name.removeprefix("facts_write_") for (name,) in cursor.fetchall()}


def lay(using: str, what: str, statements: Callable[[type[Fact]], str], needs: Iterable[str], *, together: str) -> bool:
    """Run what `statements` gives for each fact, then `together`, unless that is what was laid last.

    The digest of what was laid is the comment of an empty function. Where it is the same no table is locked: other
    servers may be at work. Nothing is laid while a table is missing that is needed: not all migrations were run.
    Whether something was laid.
    """
    connection = connections[using]
    needed = {*needs, *(facts._meta.db_table for facts in declared()), *map(_table, _rewriting())}
    if not needed <= set(connection.introspection.table_names()):
        return False
    text = "\n".join([*map(statements, declared()), together])
    digest, laid = sha256(text.encode()).hexdigest(), f"facts_laid_{what}"
    with transaction.atomic(using=using), connection.cursor() as cursor:
        cursor.execute("select obj_description(to_regproc(%s), 'pg_proc')", [laid])
        if cursor.fetchone() == (digest,):
            return False
        cursor.execute(text)
        cursor.execute(f"create or replace function {laid}() returns void language sql as ''")
        cursor.execute(f"comment on function {laid}() is '{digest}'")
    return True


def _rewriting() -> Iterable[str]:
    return (columns for facts in declared() for columns in facts.declaration.rewritten_by)


def _table(columns: str) -> str:
    """The table of `people_person(sex, birth_date)`."""
    return columns.partition("(")[0]


def _statements(facts: type[Fact]) -> str:
    return "\n".join([_secured(facts), _writing(facts), *_rewritten(facts), _removed(facts), _marking(facts)])


def _secured(facts: type[Fact]) -> str:
    """Seen by its fund and with the nation; written by triggers alone."""
    table = facts._meta.db_table
    policies = {
        "maintenance": "to current_user using (true) with check (true)",
        "see": "for select using (fund_id = (select current_organisation_id()) or (select sees_nation()))",
        "change": "for update using (false) with check (false)",
        "add": "for insert with check (false)",
    }
    return f"alter table {table} enable row level security, force row level security;" + "".join(
        f"drop policy if exists {name} on {table}; create policy {name} on {table} {what};"
        for name, what in policies.items()
    )


def _all_written(facts: type[Fact]) -> str:
    """Every fact that its view says and that is not there."""
    columns = ", ".join(field.column for field in facts._meta.concrete_fields)
    return f"""insert into {facts._meta.db_table} ({columns})
               select {columns} from ({facts.declaration.view}) said on conflict (id) do nothing"""


def _writing(facts: type[Fact]) -> str:
    """Writes one fact as its view says it; one that is as it should be is left alone."""
    table, name = facts._meta.db_table, f"facts_write_{facts.declaration.kind}"
    columns = [field.column for field in facts._meta.concrete_fields]
    told, kept, new = (", ".join(prefix + column for column in columns) for prefix in ("", "kept.", "excluded."))
    return f"""
        create or replace function {name}(fact uuid) returns void language sql {AS_OWNER} as $$
          insert into {table} as kept ({told}) select {told} from ({facts.declaration.view}) said where id = fact
          on conflict (id) do update set ({told}) = ({new}) where ({kept}) is distinct from ({new})
        $$;
        revoke execute on function {name}(uuid) from public;
    """


def _rewritten(facts: type[Fact]) -> Iterable[str]:
    """Triggers on the tables that its view reads."""
    kind = facts.declaration.kind
    for columns, concerned in facts.declaration.rewritten_by.items():
        table = _table(columns)
        name = f"facts_write_{kind}_of_{table}"
        what = f"update of {columns.partition('(')[2].rstrip(')')}" if "(" in columns else "insert or update"
        yield f"""
            create or replace function {name}() returns trigger language plpgsql {AS_OWNER} as $$
            begin perform facts_write_{kind}(concerned.id) from ({concerned}) concerned(id); return null; end $$;
            create or replace trigger facts_write_{kind} after {what} on {table}
              for each row execute function {name}();
        """


def _removed(facts: type[Fact]) -> str:
    """A trigger on the table of what is counted, if a row that goes there was never to be counted."""
    kind, table = facts.declaration.kind, facts.declaration.removed_with
    if not table:
        return ""
    # Before `facts_write_…` in the order of names: what the view leaves out is not written again.
    taken_back = f"""
        create or replace trigger facts_remove_{kind}_taken_back after update on {table}
          for each row when ({facts.declaration.removed_when}) execute function facts_remove_{kind}();
    """
    return f"""
        create or replace function facts_remove_{kind}() returns trigger language plpgsql {AS_OWNER} as $$
        begin delete from {facts._meta.db_table} where id = old.id; return null; end $$;
        create or replace trigger facts_remove_{kind} after delete on {table}
          for each row execute function facts_remove_{kind}();
    """ + (taken_back if facts.declaration.removed_when else "")


def _months(facts: type[Fact], rows: str) -> str:
    """Marks the months that these rows concern."""
    said = facts.declaration
    counted = [(name, f"date_trunc('month', {date})::date", f"{date} is not null") for date, name in said.dates.items()]
    if said.undated:
        counted.append((said.undated, "'0001-01-01'::date", f"{said.date} is null"))
    return "".join(
        f"""
        insert into figures_changedmonth (source, fund_id, month, transaction)
        select distinct '{name}', fund_id, {month}, pg_current_xact_id()::text::bigint from {rows} where {condition}
        on conflict do nothing;"""
        for name, month, condition in counted
    )


def _marking(facts: type[Fact]) -> str:
    """Triggers that mark the months of what is added, changed (both before and after) and taken away."""
    table, name = facts._meta.db_table, f"facts_mark_{facts.declaration.kind}"
    triggers = "".join(
        f"""create or replace trigger {name}_{event} after {event} on {table} referencing {read}
              for each statement execute function {name}();"""
        for event, read in TRANSITIONS.items()
    )
    return f"""
        create or replace function {name}() returns trigger language plpgsql {AS_OWNER} as $$
        begin
          if tg_op <> 'DELETE' then {_months(facts, "new_facts")} end if;
          if tg_op <> 'INSERT' then {_months(facts, "old_facts")} end if;
          return null;
        end $$;
        {triggers}
    """


def mark_all() -> str:
    """For loads that lay triggers aside."""
    marks = "".join(_months(facts, facts._meta.db_table) for facts in declared())
    return f"create or replace function facts_mark_all() returns void language sql as $$ {marks} $$;"
