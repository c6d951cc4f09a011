CREATE OR REPLACE FUNCTION public.person_visit_goes_on(visit bytea, until timestamp with time zone)
 RETURNS uuid
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
update rights_files_personlink set visit_until = least(until, opened_at + interval '3 hours')
  where visit_digest = visit and visit_until > now() and revoked_at is null returning file_id $function$;
comment on function person_visit_goes_on(bytea,timestamp with time zone) is
'A page was asked for: the visit goes on until then, at most three hours in all. Gives its file, or nothing.';
