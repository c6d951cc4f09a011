CREATE OR REPLACE FUNCTION public.account_give_password(changed bigint, hash text, reopen boolean, why text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare account organisations_user := managed_account(changed);
begin
  if account.is_active = reopen then
    raise check_violation using message = 'the account is not in the state to be changed from';
  end if;
  perform say_why(why);
  update organisations_user set password = hash, password_is_provisional = true, is_active = true
    where id = changed;
  perform sessions_end(changed, '');
end $function$;
comment on function account_give_password(bigint,text,boolean,text) is
'A new first password, for an open account or one that is opened again.';
