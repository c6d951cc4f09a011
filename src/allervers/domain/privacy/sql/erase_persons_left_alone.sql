CREATE OR REPLACE FUNCTION public.erase_persons_left_alone(candidates uuid[])
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  erased int;
begin
  perform from people_person where id = any (candidates) for update;
  create temporary table left_alone on commit drop as
    select id as person_id from people_person p
    where id = any (candidates)
      and not exists (select from accompaniment_accompaniment a where a.person_id = p.id)
      and not exists (select from rights_files_rightsfile f where f.person_id = p.id)
      and not exists (select from social_service_socialservicereferral s where s.person_id = p.id)
      and not exists (select from financial_aid_financialaidrequest q where q.person_id = p.id)
      and not exists (select from care_refusals_carerefusal c where c.person_id = p.id);
  delete from people_person p using left_alone l where p.id = l.person_id;
  select count(*) into erased from left_alone;
  drop table left_alone;
  return erased;
end $function$;
comment on function erase_persons_left_alone(uuid[]) is
'Those of these persons who have no file left anywhere. Locked first, then looked at: one may be being opened.';
revoke all on function erase_persons_left_alone(uuid[]) from public;
