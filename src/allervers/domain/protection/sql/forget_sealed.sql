CREATE OR REPLACE FUNCTION public.forget_sealed()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  delete from protection_sealedcontact where source = tg_table_name and "row" = old.id::text;
  return null;
end $function$;
comment on function forget_sealed() is
'What was taken out of a row is erased with it.';
