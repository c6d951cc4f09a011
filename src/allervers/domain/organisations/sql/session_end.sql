CREATE OR REPLACE FUNCTION public.session_end(asked text)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
delete from organisations_session where digest = asked $function$;
