CREATE OR REPLACE FUNCTION public.protect_person(asked uuid, about uuid, danger text, note text, accounts bigint[])
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  person people_person;
begin
  select * into person from people_person where id = about for update;
  if person.id is null or not guards_persons_of(person.fund_id) then
    raise insufficient_privilege using message = 'only advisers and managers of the fund protect a person';
  end if;
  if exists (select from protection_protection where id = asked and person_id = about and ended_at is null) then
    return false;
  end if;
  insert into protection_protection (id, fund_id, person_id, danger, note, placed_by_id, ended_why)
    values (asked, person.fund_id, about, danger, note, current_account_id(), '');
  perform name_keepers(asked, accounts || current_account_id());
  update people_person set protected_since = now() where id = about;
  perform seal_contacts(about);
  return true;
end $function$;
comment on function protect_person(uuid,uuid,text,text,bigint[]) is
'From now on only these accounts and the one that asks read how the person is reached. False: this was asked before, and lasts.';
