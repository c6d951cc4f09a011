CREATE OR REPLACE FUNCTION public.account_own_password(own bigint, hash text, chosen boolean, why text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  perform say_why(why);
  update organisations_user
    set password = hash, password_is_provisional = password_is_provisional and not chosen
    where id = own and id = current_account_id() and is_active;
  if not found then
    raise insufficient_privilege using message = 'only its owner stores a password';
  end if;
end $function$;
comment on function account_own_password(bigint,text,boolean,text) is
'One''s own. `chosen`: by its owner, so that nobody else knows it.';
