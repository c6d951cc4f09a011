CREATE OR REPLACE FUNCTION public.sign_in_forget(within interval)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
delete from organisations_signintries where since <= now() - within $function$;
