CREATE OR REPLACE FUNCTION public.forget_trail()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  execute format('delete from %I where pgh_obj_id = $1', tg_argv[0]) using old.id;
  return null;
end $function$;
comment on function forget_trail() is
'The trail of a row goes with it: the argument of the trigger is the table of its events. Only erasure deletes what concerns a person.';
