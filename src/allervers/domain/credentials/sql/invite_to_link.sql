CREATE OR REPLACE FUNCTION public.invite_to_link(invited bigint, of_digest text, until timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare account organisations_user := managed_account(invited);
begin
  if not account.is_active then
    return false;
  end if;
  insert into credentials_linkinvitation (account_id, digest, expires_at) values (invited, of_digest, until)
    on conflict (account_id) do update set digest = excluded.digest, expires_at = excluded.expires_at;
  perform tell_change(invited, current_account_id(), 'invited', '', '');
  return true;
end $function$;
