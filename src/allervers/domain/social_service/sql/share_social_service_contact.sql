CREATE OR REPLACE FUNCTION public.share_social_service_contact()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  asked social_service_socialservicereferral;
  day date;
begin
  if tg_table_name = 'social_service_socialservicefile' then
    select * into asked from social_service_socialservicereferral where id = new.referral_id;
    day := (new.answered_at at time zone 'Europe/Paris')::date;
  elsif tg_table_name = 'social_service_socialserviceparticipant' then
    select r.* into asked from social_service_socialservicereferral r
      join social_service_socialservicefile f on f.referral_id = r.id where f.id = new.file_id;
    select (starts_at at time zone 'Europe/Paris')::date into day
      from social_service_socialservicegroup where id = new.group_id;
  else
    select r.* into asked from social_service_socialservicereferral r
      join social_service_socialservicefile f on f.referral_id = r.id where f.id = new.file_id;
    day := (new.starts_at at time zone 'Europe/Paris')::date;
  end if;
  if asked.person_id is null then return null; end if;
  if exists (
    select from social_service_socialservicereferral r join social_service_socialservicefile f on f.referral_id = r.id
    where r.person_id = asked.person_id and r.service_id = asked.service_id and (
      f.answer <> 'unreachable' and (f.answered_at at time zone 'Europe/Paris')::date = day
      or exists (select from social_service_socialserviceinterview i where i.file_id = f.id and i.state = 'held'
                   and (i.starts_at at time zone 'Europe/Paris')::date = day)
      or exists (select from social_service_socialserviceparticipant p
                   join social_service_socialservicegroup g on g.id = p.group_id
                 where p.file_id = f.id and p.came and (g.starts_at at time zone 'Europe/Paris')::date = day))) then
    insert into social_service_socialservicecontact (fund_id, person_id, service_id, "on")
      values (asked.fund_id, asked.person_id, asked.service_id, day) on conflict do nothing;
  else
    delete from social_service_socialservicecontact
      where person_id = asked.person_id and service_id = asked.service_id and "on" = day;
  end if;
  return null;
end $function$;
comment on function share_social_service_contact() is
'All that a fund is told of its social service: that on this day there was a contact. Never why, nor with whom.';
