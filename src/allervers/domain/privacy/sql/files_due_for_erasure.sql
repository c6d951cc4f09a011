CREATE OR REPLACE FUNCTION public.files_due_for_erasure(fund bigint, on_date date)
 RETURNS TABLE(accompaniment_id uuid, referral_id uuid, person_id uuid, erase_on date)
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
select id, referral_id, person_id, (closed_on + interval '18 months')::date
from accompaniment_accompaniment
where fund_id = fund and (closed_on + interval '18 months')::date <= on_date
  -- Says less than the line above, in a form that the index understands.
  and closed_on <= (on_date - interval '17 months')::date
$function$;
