CREATE OR REPLACE FUNCTION public.my_protections()
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
with mine as (
  select id, organisation_id, role from organisations_user where id = current_account_id() and is_active
)
select k.protection_id from protection_keeper k join mine on mine.id = k.account_id and mine.organisation_id = k.fund_id
where k.removed_at is null
union
select p.id from protection_protection p join mine on mine.organisation_id = p.fund_id
where mine.role in ('manager', 'data_protection_officer')
$function$;
comment on function my_protections() is
'Those that the account of the context is named in; all of the fund for who answers for the service, and for data protection. To see one is not to read what is sealed.';
