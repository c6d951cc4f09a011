CREATE OR REPLACE FUNCTION public.manages_accounts_of(asked bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
select session_user = current_user or exists (
  select from organisations_user administrator
    join organisations_organisation organisation on organisation.id = asked
  where administrator.id = current_account_id() and administrator.is_active
    and administrator.role = 'administrator'
    and administrator.organisation_id in (organisation.id, organisation.local_fund_id)) $function$;
comment on function manages_accounts_of(bigint) is
'An administrator manages the accounts of the own organisation and of the partners that report to it.';
