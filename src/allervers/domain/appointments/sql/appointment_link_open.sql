CREATE OR REPLACE FUNCTION public.appointment_link_open(code bytea, born date, visit bytea, visit_end timestamp with time zone, coming_back bytea)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare link appointments_personlink; met appointments_appointment;
begin
  select * into link from appointments_personlink where code_digest = code for update;
  select * into met from appointments_appointment where id = link.appointment_id;
  if link.id is null or link.revoked_at is not null or met.ends_at <= now() or link.tries >= 5
     or link.visit_until <= now() or link.opened_at <= now() - interval '2 minutes' then
    return null;
  end if;
  if not exists (select from people_person where id = met.person_id and birth_date = born) then
    update appointments_personlink set tries = tries + 1 where id = link.id;
    return null;
  end if;
  if link.opened_at is not null then
    return met.id;
  end if;
  update appointments_personlink set opened_at = now(), visit_digest = visit, visit_until = visit_end
    where id = link.id;
  insert into appointments_personlink (id, fund_id, appointment_id, code_digest, tries)
    values (gen_random_uuid(), link.fund_id, met.id, coming_back, 0);
  return met.id;
end $function$;
comment on function appointment_link_open(bytea,date,bytea,timestamp with time zone,bytea) is
'The appointment that this code and birth date open, once, until it is over; none otherwise, whatever was wrong. As
person_link_open does for rights files: five tries, and the same opening within two minutes is the same visit.';
