CREATE OR REPLACE FUNCTION public.role_fits(kind text, role text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$ select (kind = 'fund' and role in ('internal_detector', 'adviser', 'rights_officer', 'manager', 'partnership_officer', 'campaign_sender', 'social_service_desk', 'social_worker', 'aid_commission_member', 'mediator', 'administrator', 'data_protection_officer')) or (kind = 'handling_body' and role in ('handling_body_officer', 'social_service_desk', 'social_worker', 'administrator', 'data_protection_officer')) or (kind = 'partner' and role in ('partner')) or (kind = 'health_professional' and role in ('health_professional')) or (kind = 'national' and role in ('national_analyst', 'administrator', 'data_protection_officer')) $function$;
