CREATE OR REPLACE FUNCTION public.service_join(changed bigint, joined bigint, why text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare account organisations_user := managed_account(changed);
begin
  if not account.is_active or not exists (
    select from organisations_service where id = joined and organisation_id = account.organisation_id
      and role_fits_service(kind, account.role)) then
    raise insufficient_privilege using message = 'this account does not fit this service';
  end if;
  perform say_why(why);
  insert into organisations_servicemember (service_id, account_id, joined_at, joined_by_id)
    values (joined, changed, clock_timestamp(), current_account_id())
    on conflict (account_id, service_id) where left_at is null do nothing;
  if found then
    perform tell_change(changed, current_account_id(), 'joined', account.role, why);
  end if;
end $function$;
comment on function service_join(bigint,bigint,text) is
'An administrator of the organisation lets another''s account into a service; told to the manager and the data-protection officer.';
