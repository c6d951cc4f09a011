CREATE OR REPLACE FUNCTION public.erase_due_social_service_files()
 RETURNS TABLE(files integer, persons integer)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  fund bigint := current_organisation_id();
  today date := (now() at time zone 'Europe/Paris')::date;
begin
  -- What refers to a row is looked at when all is gone that goes with it.
  set constraints all deferred;
  perform pg_advisory_xact_lock(hashtext('erase_due_files'));
  create temporary table due_social on commit drop as
    select r.id, r.person_id from social_service_socialservicefile f
      join social_service_socialservicereferral r on r.id = f.referral_id
    where f.fund_id = fund and (f.ended_on + interval '18 months')::date <= today
    for update;
  delete from social_service_socialservicereferral r using due_social d where r.id = d.id;
  select count(*) into files from due_social;
  persons := erase_persons_left_alone(array(select distinct d.person_id from due_social d
                                            where d.person_id is not null));
  drop table due_social;
  if files > 0 then
    insert into privacy_erasure (fund_id, at, files, persons) values (fund, now(), files, persons);
  end if;
  return next;
end $function$;
comment on function erase_due_social_service_files() is
'Requests to a social service with all that was done for them, 18 months after the end. A person goes with the last of their files.';
