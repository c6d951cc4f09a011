CREATE OR REPLACE FUNCTION public.name_key(value text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
 SET search_path TO 'public', 'pg_catalog'
AS $function$
select btrim(regexp_replace(lower(public.unaccent('public.unaccent'::regdictionary, value)), '[^a-z0-9]+', ' ', 'g'))
$function$;
comment on function name_key(text) is
'A name as it is compared: « L''Hermite », « Jean-Paul » and « jean paul » must meet. `unaccent` is only stable because its dictionary could change; with the dictionary named, the result is fixed.';
