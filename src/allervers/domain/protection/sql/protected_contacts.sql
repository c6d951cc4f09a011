CREATE OR REPLACE FUNCTION public.protected_contacts(asked uuid, why text)
 RETURNS TABLE(source text, kept jsonb)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  fund bigint;
begin
  select k.fund_id into fund from protection_keeper k
    join protection_protection p on p.id = k.protection_id and p.ended_at is null
    join organisations_user u on u.id = k.account_id and u.is_active and u.organisation_id = k.fund_id
    where k.protection_id = asked and k.account_id = current_account_id() and k.removed_at is null;
  if fund is null then
    raise insufficient_privilege using message = 'only those named read how a protected person is reached';
  end if;
  insert into protection_protectedreading (fund_id, protection_id, account_id, why)
    values (fund, asked, current_account_id(), why);
  return query select s.source::text, s.kept from protection_sealedcontact s
    where s.protection_id = asked and s.source not in ('rights_files_letter', 'rights_files_sending') order by s.source, s.id;
end $function$;
comment on function protected_contacts(uuid,text) is
'What is sealed, for an account that is named; that it was read, and why, is written in the same transaction.';
