CREATE OR REPLACE FUNCTION public.believe_coverage()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  gone bigint[];
  funds bigint[];
  persons uuid[];
  rights text[];
  classes text[];
  bodies text[];
  days daterange[];
  known daterange[];
begin
  -- Two that change what is stated of one person: the second one sees what the first one wrote.
  perform from people_person where id in (select person_id from changed) order by id for no key update;
  select array_agg(held.id) filter (where now.person_id is null),
    array_agg(now.fund_id) filter (where held.id is null), array_agg(now.person_id) filter (where held.id is null),
    array_agg(now."right") filter (where held.id is null), array_agg(now.c2s_class) filter (where held.id is null),
    array_agg(now.managing_body) filter (where held.id is null), array_agg(now.validity) filter (where held.id is null),
    array_agg(now.believed) filter (where held.id is null)
  into gone, funds, persons, rights, classes, bodies, days, known
  from believed_coverage(array(
    select statement from coverage_coveragestatement as statement
    where person_id in (select person_id from changed) and "right" in (select "right" from changed))) as now
  full join (
    select * from coverage_coverageperiod
    where person_id in (select person_id from changed) and "right" in (select "right" from changed)) as held
    on held.person_id = now.person_id and held."right" = now."right" and held.c2s_class = now.c2s_class
    and held.managing_body = now.managing_body and held.validity = now.validity and held.believed = now.believed
  where held.id is null or now.person_id is null;
  -- What is held for true no more makes room first. All at once: a statement for each row would cost most of the time.
  delete from coverage_coverageperiod where id = any(gone);
  insert into coverage_coverageperiod (fund_id, person_id, "right", c2s_class, managing_body, validity, believed)
  select * from unnest(funds, persons, rights, classes, bodies, days, known);
  return null;
end $function$;
comment on function believe_coverage() is
'The periods of the rights of which something more, or less, is stated are worked out anew: what differs is written.';
