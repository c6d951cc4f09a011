CREATE OR REPLACE FUNCTION public.reset_second_factor(changed bigint)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare there boolean;
begin
  perform managed_account(changed);
  there := has_second_factor(changed);
  delete from credentials_application where account_id = changed;
  delete from credentials_passkey where account_id = changed;
  delete from credentials_recoverycode where account_id = changed;
  delete from credentials_factortries where account_id = changed;
  if there then
    perform tell_change(changed, current_account_id(), 'reset', '', '');
  end if;
  return there;
end $function$;
