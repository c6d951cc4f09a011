CREATE OR REPLACE FUNCTION public.name_keepers(asked uuid, accounts bigint[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  fund bigint;
begin
  select fund_id into fund from protection_protection where id = asked and ended_at is null for update;
  insert into protection_keeper (fund_id, protection_id, account_id, named_by_id)
    select fund, asked, id, current_account_id() from organisations_user
    where id = any (accounts) and is_active and organisation_id = fund and role in ('adviser', 'manager', 'rights_officer')
    on conflict (protection_id, account_id) where removed_at is null do nothing;
  update protection_keeper set removed_at = now(), removed_by_id = current_account_id()
    where protection_id = asked and removed_at is null and not account_id = any (accounts);
  if not exists (select from protection_keeper where protection_id = asked and removed_at is null) then
    raise check_violation using constraint = 'protection_has_a_keeper', message = 'nobody could read any more';
  end if;
end $function$;
comment on function name_keepers(uuid,bigint[]) is
'These accounts, of those who may be named, and no others from now on.';
revoke all on function name_keepers(uuid,bigint[]) from public;
