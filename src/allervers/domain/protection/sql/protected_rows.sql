CREATE OR REPLACE FUNCTION public.protected_rows()
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
with lasting as (
  select person_id from protection_protection where ended_at is null and (
    fund_id = current_organisation_id()
    or fund_id in (select fund_id from organisations_servedfund where service_id in (select current_service_ids())))
)
select person_id from lasting
union all select referral_id from accompaniment_accompaniment where person_id in (select person_id from lasting)
union all select id from rights_files_rightsfile where person_id in (select person_id from lasting)
union all select id from social_service_socialservicereferral where person_id in (select person_id from lasting)
$function$;
comment on function protected_rows() is
'Rows whose trail says how a protected person was reached: it is hidden meanwhile.';
