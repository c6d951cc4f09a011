CREATE OR REPLACE FUNCTION public.session_read(asked text, OUT data text, OUT started_at timestamp with time zone, OUT expires_at timestamp with time zone)
 RETURNS record
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
select data, started_at, expires_at from organisations_session
  where digest = asked and expires_at > now() $function$;
