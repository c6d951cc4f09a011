CREATE OR REPLACE FUNCTION public.sessions_end(ended bigint, kept text)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare many bigint;
begin
  if ended is distinct from current_account_id() and not exists (
    select from organisations_user where id = ended and manages_accounts_of(organisation_id)) then
    raise insufficient_privilege using message = 'only its owner or an administrator ends a session';
  end if;
  delete from organisations_session where account_id = ended and digest <> kept;
  get diagnostics many = row_count;
  return many;
end $function$;
comment on function sessions_end(bigint,text) is
'All of them but `kept`; gives how many.';
