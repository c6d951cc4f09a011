CREATE OR REPLACE FUNCTION public.tell_change(changed bigint, by_account bigint, happened text, role_before text, why text)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
insert into organisations_accountchange
    (at, fund_id, account_id, by_id, what, role_before, role_after, why)
  select now(), coalesce(local_fund_id, organisation.id), changed, by_account, happened, role_before,
         account.role, left(coalesce(why, ''), 300)
  from organisations_user account join organisations_organisation organisation
    on organisation.id = account.organisation_id
  where account.id = changed $function$;
comment on function tell_change(bigint,bigint,text,text,text) is
'For functions of the database alone: what happened to an account as it is now, by whom, and why.';
revoke all on function tell_change(bigint,bigint,text,text,text) from public;
