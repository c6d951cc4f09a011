CREATE OR REPLACE FUNCTION public.protection_end(asked uuid, why text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  about uuid;
  each protection_sealedcontact;
begin
  -- Of two who end it at once the second finds it ended, and a protection placed meanwhile is left alone.
  select person_id into about from protection_protection where id = asked;
  perform from people_person where id = about for update;
  if not may_change_protection(asked) then
    raise insufficient_privilege using message = 'only those named and managers of the fund end a protection';
  end if;
  update protection_protection set ended_at = now(), ended_by_id = current_account_id(), ended_why = why where id = asked;
  update people_person set protected_since = null where id = about;
  for each in select * from protection_sealedcontact where protection_id = asked loop
    if each.source = 'rights_files_letter' then
      update rights_files_letter set content = content || each.kept where id = each."row"::uuid;
    elsif each.source = 'rights_files_sending' then
      update rights_files_sending set envelope = each.kept -> 'envelope' where id = each."row"::bigint;
    else
      execute format('update %I set phone = coalesce($1 ->> ''phone'', ''''), email = coalesce($1 ->> ''email'', ''''),
        postal_address = coalesce($1 ->> ''postal_address'', '''') where id = $2::uuid', each.source)
        using each.kept, each."row";
    end if;
  end loop;
  delete from protection_sealedcontact where protection_id = asked;
end $function$;
comment on function protection_end(uuid,text) is
'What was sealed goes back to where it stood; that there was a protection, and who read, stays.';
