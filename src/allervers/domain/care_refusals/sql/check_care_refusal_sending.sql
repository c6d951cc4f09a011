CREATE OR REPLACE FUNCTION public.check_care_refusal_sending()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  agreed text;
begin
  -- An agreement that is being withdrawn waits for us, or we for it.
  perform from care_refusals_carerefusal where id = new.refusal_id for share;
  select agreement into agreed from care_refusals_carerefusalconsent
    where refusal_id = new.refusal_id and recipient = new.recipient order by number desc limit 1;
  if agreed is null or agreed = 'refused' or (new.named and agreed <> 'named') then
    raise check_violation using message = 'the person did not agree', constraint = 'care_sending_was_agreed_to';
  end if;
  return new;
end $function$;
comment on function check_care_refusal_sending() is
'Nothing about a refusal of care leaves for somebody unless the last that the person said of them is an agreement; with their name, an agreement to the name.';
