CREATE OR REPLACE FUNCTION public.unlink_identity(changed bigint)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare gone boolean;
begin
  perform managed_account(changed);
  delete from credentials_linkinvitation where account_id = changed;
  delete from credentials_linkedidentity where account_id = changed;
  gone := found;
  if gone then
    perform tell_change(changed, current_account_id(), 'unlinked', '', '');
  end if;
  return gone;
end $function$;
