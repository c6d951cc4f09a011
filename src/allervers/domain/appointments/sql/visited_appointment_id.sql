CREATE OR REPLACE FUNCTION public.visited_appointment_id()
 RETURNS uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
select appointment_id from appointments_personlink
  where visit_digest = decode(nullif(current_setting('app.visit_digest', true), ''), 'hex')
    and visit_until > now() and revoked_at is null $function$;
comment on function visited_appointment_id() is
'What row-level security reads.';
