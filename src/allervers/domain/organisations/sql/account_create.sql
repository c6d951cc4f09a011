CREATE OR REPLACE FUNCTION public.account_create(place bigint, new_role text, new_username text, hash text, why text, details jsonb)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare made bigint;
begin
  if not manages_accounts_of(place)
     or not exists (select from organisations_organisation where id = place and role_fits(kind, new_role)) then
    raise insufficient_privilege using message = 'an administrator of this organisation must make this account';
  end if;
  perform say_why(why);
  insert into organisations_user
    (username, password, password_is_provisional, organisation_id, role, first_name, last_name, email, service,
     phone, detector_category, is_superuser, is_staff, is_active, date_joined)
  values
    (new_username, hash, true, place, new_role, coalesce(details->>'first_name', ''),
     coalesce(details->>'last_name', ''), coalesce(details->>'email', ''), coalesce(details->>'service', ''),
     coalesce(details->>'phone', ''), coalesce(details->>'detector_category', ''), false, false, true, now())
  returning id into made;
  return made;
end $function$;
