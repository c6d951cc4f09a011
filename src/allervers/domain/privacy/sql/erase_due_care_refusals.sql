CREATE OR REPLACE FUNCTION public.erase_due_care_refusals()
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
  create temporary table due_refusals on commit drop as
    select r.id, r.person_id from care_refusals_carerefusal r
    where r.fund_id = fund and (r.ended_on + interval '24 months')::date <= today
    for update;
  delete from care_refusals_carerefusal r using due_refusals d where r.id = d.id;
  select count(*) into files from due_refusals;
  persons := erase_persons_left_alone(array(select distinct d.person_id from due_refusals d
                                            where d.person_id is not null));
  drop table due_refusals;
  if files > 0 then
    insert into privacy_erasure (fund_id, at, files, persons) values (fund, now(), files, persons);
  end if;
  return next;
end $function$;
comment on function erase_due_care_refusals() is
'Refusals of care with all that was done about them, 24 months after their end. A person goes with the last of their files.';
