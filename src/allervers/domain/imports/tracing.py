"""SQL for migrations: tables whose rows an import can bring in, and be taken back."""

from django.db.migrations import RunSQL


def traced(table: str) -> RunSQL:
    """Rows of `table` (with `id`, `fund_id`, `person_id`) that an import adds or changes leave a trace."""
    return RunSQL(
        f"""
        create trigger trace_added after insert on {table} referencing new table as added
          for each statement execute function trace_added();
        create trigger trace_changed after update on {table} referencing old table as former
          for each statement execute function trace_changed();
        """,
        f"drop trigger trace_added on {table}; drop trigger trace_changed on {table};",
    )
