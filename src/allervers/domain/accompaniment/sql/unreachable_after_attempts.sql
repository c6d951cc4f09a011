CREATE OR REPLACE FUNCTION public.unreachable_after_attempts()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if new.closure_reason = 'unreachable' and 2 > (
    select count(*) from accompaniment_contact where referral_id = new.referral_id and result <> 'reached'
  ) then
    raise exception 'unreachable needs two written attempts' using errcode = 'check_violation',
      constraint = 'accompaniment_unreachable_after_attempts';
  end if;
  return new;
end $function$;
