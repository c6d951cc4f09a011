CREATE OR REPLACE FUNCTION public.manages_account(asked bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
select (asked is distinct from current_account_id() or session_user = current_user)
  and exists (select from organisations_user where id = asked and manages_accounts_of(organisation_id)) $function$;
comment on function manages_account(bigint) is
'Another''s account, of the own organisation or of a partner that reports to it (`permissions.may_change`).';
