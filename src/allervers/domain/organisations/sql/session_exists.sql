CREATE OR REPLACE FUNCTION public.session_exists(asked text)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
select exists (select from organisations_session where digest = asked) $function$;
