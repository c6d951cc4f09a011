CREATE OR REPLACE FUNCTION public.trace_changed()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare made bigint := nullif(current_setting('app.import', true), '')::bigint;
begin
  if made is not null then
    -- Twice in one import: what was there before the first time counts.
    insert into imports_importedrow (brought_by_id, fund_id, person_id, relation, row, before)
    select made, fund_id, person_id, tg_table_name, id::text, to_jsonb(former) from former
    on conflict do nothing;
  end if;
  return null;
end $function$;
comment on function trace_changed() is
'Rows that an import changes leave a trace of what they were, so that it can be taken back.';
