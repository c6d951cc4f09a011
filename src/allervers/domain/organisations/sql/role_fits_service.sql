CREATE OR REPLACE FUNCTION public.role_fits_service(kind text, role text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$ select (kind = 'social_service' and role in ('social_service_desk', 'social_worker')) or (kind = 'financial_aid' and role in ('rights_officer', 'aid_commission_member')) or (kind = 'mediation' and role = 'mediator') $function$;
