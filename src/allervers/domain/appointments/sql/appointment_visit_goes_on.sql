CREATE OR REPLACE FUNCTION public.appointment_visit_goes_on(visit bytea, until timestamp with time zone)
 RETURNS uuid
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
update appointments_personlink set visit_until = least(until, opened_at + interval '3 hours')
  where visit_digest = visit and visit_until > now() and revoked_at is null returning appointment_id $function$;
comment on function appointment_visit_goes_on(bytea,timestamp with time zone) is
'A page was asked for: the visit goes on until then, at most three hours in all. Gives its appointment, or nothing.';
