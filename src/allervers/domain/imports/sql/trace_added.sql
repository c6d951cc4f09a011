CREATE OR REPLACE FUNCTION public.trace_added()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare made bigint := nullif(current_setting('app.import', true), '')::bigint;
begin
  if made is not null then
    insert into imports_importedrow (brought_by_id, fund_id, person_id, relation, row)
    select made, fund_id, person_id, tg_table_name, id::text from added;
  end if;
  return null;
end $function$;
comment on function trace_added() is
'Rows that an import adds leave a trace, so that it can be taken back.';
