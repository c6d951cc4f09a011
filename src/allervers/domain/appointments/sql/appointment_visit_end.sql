CREATE OR REPLACE FUNCTION public.appointment_visit_end(visit bytea)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
update appointments_personlink set visit_until = least(visit_until, now()) where visit_digest = visit $function$;
comment on function appointment_visit_end(bytea) is
'The visit sees nothing any more.';
