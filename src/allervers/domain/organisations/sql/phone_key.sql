CREATE OR REPLACE FUNCTION public.phone_key(value text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
select right(regexp_replace(value, '[^0-9]', '', 'g'), 9)
$function$;
