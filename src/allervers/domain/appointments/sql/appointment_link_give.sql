CREATE OR REPLACE FUNCTION public.appointment_link_give(asked uuid, digest bytea)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare found appointments_appointment;
begin
  select * into found from appointments_appointment where id = asked for update;
  if found.id is null or current_account_id() is null or current_organisation_id() <> found.fund_id then
    raise insufficient_privilege using message = 'only the fund gives a link';
  end if;
  if found.state <> 'booked' or found.starts_at <= now()
     or not exists (select from people_person where id = found.person_id and birth_date is not null) then
    return false;
  end if;
  update appointments_personlink set revoked_at = now()
    where appointment_id = asked and opened_at is null and revoked_at is null;
  insert into appointments_personlink (id, fund_id, appointment_id, code_digest, given_by_id, tries)
    values (gen_random_uuid(), found.fund_id, asked, digest, current_account_id(), 0);
  return true;
end $function$;
comment on function appointment_link_give(uuid,bytea) is
'A code for an appointment to come, given by an account of its fund. Those given before and not opened yet open nothing
any more. False where the birth date, without which nothing opens, is not known, or nothing is to come.';
