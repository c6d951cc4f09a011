"""SQL for migrations: tables whose rows an import can bring in, and be taken back."""

from django.db.migrations import RunSQL

FUNCTIONS = RunSQL(
    """
    -- One series of numbers for every import, so that a number says which one is meant.
    create sequence imports_number;

    -- What is written until the end of the transaction is written by this import.
    create function begin_import(kind text, who text, digest text) returns bigint
      language plpgsql security definer set search_path = public, pg_temp as $$
      declare number bigint := nextval('imports_number');
      begin
        insert into imports_fileimport (id, at, kind, by, file) values (number, now(), kind, who, digest);
        perform set_config('app.import', number::text, true);
        return number;
      end $$;

    create function trace_added() returns trigger
      language plpgsql security definer set search_path = public, pg_temp as $$
      declare made bigint := nullif(current_setting('app.import', true), '')::bigint;
      begin
        if made is not null then
          insert into imports_importedrow (brought_by_id, fund_id, person_id, relation, row)
          select made, fund_id, person_id, tg_table_name, id::text from added;
        end if;
        return null;
      end $$;

    create function trace_changed() returns trigger
      language plpgsql security definer set search_path = public, pg_temp as $$
      declare made bigint := nullif(current_setting('app.import', true), '')::bigint;
      begin
        if made is not null then
          -- Twice in one import: what was there before the first time counts.
          insert into imports_importedrow (brought_by_id, fund_id, person_id, relation, row, before)
          select made, fund_id, person_id, tg_table_name, id::text, to_jsonb(former) from former
          on conflict do nothing;
        end if;
        return null;
      end $$;
    """,
    """
    drop function trace_added(); drop function trace_changed();
    drop function begin_import(text, text, text); drop sequence imports_number;
    """,
)


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
