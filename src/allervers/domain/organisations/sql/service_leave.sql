CREATE OR REPLACE FUNCTION public.service_leave(changed bigint, quitted bigint, why text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare account organisations_user := managed_account(changed);
begin
  perform say_why(why);
  update organisations_servicemember set left_at = clock_timestamp(), left_by_id = current_account_id()
    where account_id = changed and service_id = quitted and left_at is null;
  if found then
    perform tell_change(changed, current_account_id(), 'left', account.role, why);
  end if;
end $function$;
