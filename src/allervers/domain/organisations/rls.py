"""Row-level security, written once for every table that belongs to a fund (used by migrations).

The three settings of `context.py` are read through functions (`sql/`), so that a policy says what it means:
`current_organisation_id()`, `current_account_id()`, `sees_nation()`.
"""

from django.db.migrations import RunSQL

OWNED = "fund_id = (select current_organisation_id())"
"""The file belongs to the organisation of the context (evaluated once for a query, usable by an index)."""

NATION = "(select sees_nation())"


def protect(table: str, *, see: str, write: str | None = None, add: str | None = None) -> RunSQL:
    """Row-level security on `table`, also for its owner's queries; `see`, `write`, `add` are SQL conditions.

    Who may change a row must see it. `write` defaults to `see`; `add` (insertion) defaults to `write`.
    The role that runs migrations keeps full access through a policy of its own; the application never has that role.
    """
    write = write or see
    add = add or write
    return RunSQL(
        f"""
        alter table {table} enable row level security;
        alter table {table} force row level security;
        create policy maintenance on {table} to current_user using (true) with check (true);
        create policy see on {table} for select using ({see});
        create policy change on {table} for update using ({write}) with check ({write});
        create policy add on {table} for insert with check ({add});
        """,
        f"""
        drop policy maintenance on {table}; drop policy see on {table};
        drop policy change on {table}; drop policy add on {table};
        alter table {table} no force row level security; alter table {table} disable row level security;
        """,
    )


def same_fund(table: str, column: str, target: str) -> RunSQL:
    """`table` and the row it refers to belong to the same fund. Plain foreign keys look past row-level security."""
    name = f"{table}_{column}_same_fund"
    return RunSQL(
        f"""alter table {table} add constraint {name} foreign key (fund_id, {column})
            references {target} (fund_id, id) deferrable initially deferred""",
        f"alter table {table} drop constraint {name}",
    )
