"""Figures are counted beforehand, month by month; whatever changes a fact marks its month, in the same transaction.

Marks are left by statement, not by row: what a bulk load changes is read once. The application may write both tables
only where it sees the nation without an account, as its jobs and commands do: never in a request.
"""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models
from django.db.migrations import RunSQL

from ...organisations.rls import NATION, OWNED

COUNTING = f"{NATION} and (select current_account_id()) is null"


def guard(table: str) -> RunSQL:
    """Seen like the facts; written, and unlike them deleted, where months are counted."""
    return RunSQL(
        f"""
        alter table {table} enable row level security;
        alter table {table} force row level security;
        create policy maintenance on {table} to current_user using (true) with check (true);
        create policy see on {table} for select using ({OWNED} or {NATION});
        create policy count on {table} for all using ({COUNTING}) with check ({COUNTING});
        """,
        f"""
        drop policy maintenance on {table}; drop policy see on {table}; drop policy count on {table};
        alter table {table} no force row level security; alter table {table} disable row level security;
        """,
    )


# Each number of an array is read alone, hundreds of times: it must stand in the row, as it is.
IN_THE_ROW = RunSQL(
    """
    alter table figures_countedmonth alter column files set storage plain, alter column totals set storage plain;
    """,
    RunSQL.noop,
)

# Which months a set of facts concerns. What has no date stands under the first day of year 1.
MONTHS = {
    "figures_referralfact": """
        select distinct 'received', fund_id, date_trunc('month', received_on)::date, pg_current_xact_id()::text::bigint
        from {facts}""",
    "figures_accompanimentfact": """
        select distinct case when closed_on is null then 'open' else 'closed' end, fund_id,
               coalesce(date_trunc('month', closed_on)::date, '0001-01-01'), pg_current_xact_id()::text::bigint
        from {facts}""",
}
MARK = "insert into figures_changedmonth (source, fund_id, month, transaction) {months} on conflict do nothing;"


def mark_changes(table: str) -> RunSQL:
    """Triggers that mark the months of what is added, changed (both before and after) and taken away."""
    months, function = MONTHS[table], f"mark_months_of_{table}"
    return RunSQL(
        f"""
        create function {function}() returns trigger language plpgsql
        security definer set search_path = public, pg_temp as $$
        begin
          if tg_op <> 'DELETE' then {MARK.format(months=months.format(facts="new_facts"))} end if;
          if tg_op <> 'INSERT' then {MARK.format(months=months.format(facts="old_facts"))} end if;
          return null;
        end $$;
        create trigger mark_added after insert on {table} referencing new table as new_facts
          for each statement execute function {function}();
        create trigger mark_changed after update on {table} referencing old table as old_facts new table as new_facts
          for each statement execute function {function}();
        create trigger mark_deleted after delete on {table} referencing old table as old_facts
          for each statement execute function {function}();
        """,
        f"""
        drop trigger mark_added on {table}; drop trigger mark_changed on {table}; drop trigger mark_deleted on {table};
        drop function {function}();
        """,
    )


# For what is there already, and for loads that lay triggers aside.
MARK_ALL = RunSQL(
    f"""
    create function mark_all_months() returns void language sql as $$
      {"".join(MARK.format(months=months.format(facts=table)) for table, months in MONTHS.items())}
    $$;
    select mark_all_months();
    """,
    "drop function mark_all_months();",
)


class Migration(migrations.Migration):
    dependencies = [("figures", "0004_history")]

    operations = [
        migrations.CreateModel(
            name="ChangedMonth",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField(max_length=20)),
                ("month", models.DateField(verbose_name="premier jour du mois")),
                ("transaction", models.BigIntegerField()),
                (
                    "fund",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("source", "fund", "month", "transaction"), name="changed_month_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CountedMonth",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField(max_length=20)),
                ("public", models.CharField(blank=True, max_length=30)),
                ("month", models.DateField(verbose_name="premier jour du mois")),
                ("first_day", models.DateField(verbose_name="première date comptée")),
                ("last_day", models.DateField(verbose_name="dernière date comptée")),
                ("definition", models.CharField(max_length=64)),
                (
                    "files",
                    django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None),
                ),
                (
                    "totals",
                    django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None),
                ),
                (
                    "fund",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["definition"], name="counted_month_definition")],
                "constraints": [
                    models.UniqueConstraint(fields=("source", "public", "month", "fund"), name="counted_month_once")
                ],
            },
        ),
        guard("figures_countedmonth"),
        guard("figures_changedmonth"),
        IN_THE_ROW,
        mark_changes("figures_referralfact"),
        mark_changes("figures_accompanimentfact"),
        MARK_ALL,
    ]
