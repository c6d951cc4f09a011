CREATE OR REPLACE FUNCTION public.forget_credential_events(before timestamp with time zone)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
delete from credentials_credentialevent where at < least(before, now() - interval '300 days') $function$;
