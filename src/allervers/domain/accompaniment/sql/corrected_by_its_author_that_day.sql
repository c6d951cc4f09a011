CREATE OR REPLACE FUNCTION public.corrected_by_its_author_that_day()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if old.author_id is distinct from current_account_id()
    or (old.created_at at time zone 'Europe/Paris')::date <> (now() at time zone 'Europe/Paris')::date then
    raise exception 'corrected by its author on the day it was written' using errcode = 'check_violation',
      constraint = 'corrected_by_its_author_that_day';
  end if;
  new.corrected_at := now();
  return new;
end $function$;
comment on function corrected_by_its_author_that_day() is
'A contact or an action is corrected by its author, on the day it was written. Only what people typed counts: saying that an action is done is no correction.';
