CREATE OR REPLACE FUNCTION public.account_set_role(changed bigint, new_role text, category text, why text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare account organisations_user := managed_account(changed);
begin
  if not account.is_active or not exists (
    select from organisations_organisation where id = account.organisation_id and role_fits(kind, new_role)) then
    raise insufficient_privilege using message = 'this role does not fit this account';
  end if;
  perform say_why(why);
  update organisations_user set role = new_role, detector_category = category where id = changed;
end $function$;
