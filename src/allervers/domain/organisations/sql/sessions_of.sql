CREATE OR REPLACE FUNCTION public.sessions_of(asked bigint, OUT started_at timestamp with time zone, OUT expires_at timestamp with time zone)
 RETURNS SETOF record
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
select started_at, expires_at from organisations_session
  where account_id = asked and expires_at > now()
    and (asked = current_account_id() or exists (
      select from organisations_user where id = asked and manages_accounts_of(organisation_id)))
  order by started_at $function$;
comment on function sessions_of(bigint) is
'How many are open, and since when: one''s own, or those of an account that one manages.';
