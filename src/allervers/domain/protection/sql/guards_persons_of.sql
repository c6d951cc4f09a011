CREATE OR REPLACE FUNCTION public.guards_persons_of(fund bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
select exists (select from organisations_user where id = current_account_id() and is_active
               and organisation_id = fund and role in ('adviser', 'manager'))
$function$;
comment on function guards_persons_of(bigint) is
'Who may protect a person of this fund (`protection.permissions.may_protect`).';
