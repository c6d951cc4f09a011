CREATE OR REPLACE FUNCTION public.identity_text(birth_name text, usage_name text, first_name text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
 SET search_path TO 'public', 'pg_temp'
AS $function$
select name_key(birth_name || ' ' || usage_name || ' ' || first_name)
$function$;
