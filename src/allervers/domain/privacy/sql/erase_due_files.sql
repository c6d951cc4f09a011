CREATE OR REPLACE FUNCTION public.erase_due_files()
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
  perform from accompaniment_accompaniment
    where id in (select f.accompaniment_id from files_due_for_erasure(fund, today) f) for update;
  create temporary table due on commit drop as
    select * from files_due_for_erasure(fund, today);
  delete from referrals_referral r using due d where r.id = d.referral_id;
  select count(*) into files from due;
  persons := erase_persons_left_alone(array(select distinct d.person_id from due d where d.person_id is not null));
  drop table due;

  if files > 0 then
    insert into privacy_erasure (fund_id, at, files, persons) values (fund, now(), files, persons);
  end if;
  return next;
end $function$;
comment on function erase_due_files() is
'18 months after closure, for the fund of the context alone; decides by itself what is due. A file that is reopened while the erasure waits for its row must stay: locked first, then looked at again. Everything of a file goes with its referral, by keys that cascade.';
