CREATE OR REPLACE FUNCTION public.protection_keepers(asked uuid, accounts bigint[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if not may_change_protection(asked) then
    raise insufficient_privilege using message = 'only those named and managers of the fund name others';
  end if;
  perform name_keepers(asked, accounts);
end $function$;
comment on function protection_keepers(uuid,bigint[]) is
'Who may read from now on, said by one of those named, or by who answers for the service.';
