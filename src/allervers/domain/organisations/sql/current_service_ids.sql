CREATE OR REPLACE FUNCTION public.current_service_ids()
 RETURNS SETOF bigint
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
select service.id
from organisations_servicemember member
  join organisations_service service on service.id = member.service_id
  join organisations_user account on account.id = member.account_id
where member.account_id = current_account_id() and member.left_at is null and account.is_active
  and account.organisation_id = service.organisation_id and service.organisation_id = current_organisation_id()
  and role_fits_service(service.kind, account.role) $function$;
comment on function current_service_ids() is
'The context of row-level security: the services of the account, as they are at this moment; none for a job or a command.';
