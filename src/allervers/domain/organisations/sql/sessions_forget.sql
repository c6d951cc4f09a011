CREATE OR REPLACE FUNCTION public.sessions_forget()
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
delete from organisations_session where expires_at <= now() $function$;
