CREATE OR REPLACE FUNCTION public.role_fits_service(kind text, role text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$ select kind = 'social_service' and role in ('social_service_desk', 'social_worker') $function$;
