CREATE OR REPLACE FUNCTION public.refuse_protection_by_hand()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  -- The functions of a protection run as the owner of its tables; the application's role has no right to this one.
  if new.protected_since is distinct from old.protected_since
      and not has_table_privilege('protection_sealedcontact', 'update') then
    raise insufficient_privilege using message = 'a person is protected by protect_person alone';
  end if;
  return new;
end $function$;
