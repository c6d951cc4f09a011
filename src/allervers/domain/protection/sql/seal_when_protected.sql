CREATE OR REPLACE FUNCTION public.seal_when_protected()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  about uuid;
begin
  if tg_table_name = 'people_person' then
    about := new.id;
  elsif tg_table_name = 'referrals_referral' then
    select person_id into about from accompaniment_accompaniment where referral_id = new.id;
  elsif tg_table_name in ('rights_files_letter', 'rights_files_sending') then
    select person_id into about from rights_files_rightsfile where id = new.file_id;
  else
    about := new.person_id;
  end if;
  -- Whoever is placing a protection holds the person: waited for, then looked at.
  perform from people_person where id = about for key share;
  if exists (select from protection_protection where person_id = about and ended_at is null) then
    perform seal_contacts(about);
  end if;
  return null;
end $function$;
comment on function seal_when_protected() is
'Whatever writes how a protected person is reached, or gives them a row that says it, it does not stay there.';
