CREATE OR REPLACE FUNCTION public.managed_account(asked bigint)
 RETURNS organisations_user
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare found organisations_user;
begin
  select * into found from organisations_user where id = asked for update;
  if found.id is null or not manages_account(asked) then
    raise insufficient_privilege using message = 'another administrator of this organisation must do this';
  end if;
  return found;
end $function$;
comment on function managed_account(bigint) is
'Nobody changes their own role nor closes their own account. Gives the row, locked, or refuses.';
revoke all on function managed_account(bigint) from public;
