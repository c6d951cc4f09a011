CREATE OR REPLACE FUNCTION public.begin_import(kind text, who text, digest text)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare number bigint := nextval('imports_number');
begin
  insert into imports_fileimport (id, at, kind, by, file) values (number, now(), kind, who, digest);
  perform set_config('app.import', number::text, true);
  return number;
end $function$;
comment on function begin_import(text,text,text) is
'What is written until the end of the transaction is written by this import.';
