CREATE OR REPLACE FUNCTION public.believe_coverage()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  differs record;
begin
  -- Two that change what is stated of one person: the second one sees what the first one wrote.
  perform from people_person where id in (select person_id from changed) order by id for no key update;
  for differs in
    select held.id as gone, now.* from believed_coverage(array(
      select statement from coverage_coveragestatement as statement
      where person_id in (select person_id from changed) and "right" in (select "right" from changed))) as now
    full join (
      select * from coverage_coverageperiod
      where person_id in (select person_id from changed) and "right" in (select "right" from changed)) as held
      on held.person_id = now.person_id and held."right" = now."right" and held.c2s_class = now.c2s_class
      and held.managing_body = now.managing_body and held.validity = now.validity and held.believed = now.believed
    where held.id is null or now.person_id is null
    order by held.id
  loop
    if differs.gone is not null then
      delete from coverage_coverageperiod where id = differs.gone;
    else
      insert into coverage_coverageperiod
        (fund_id, person_id, "right", c2s_class, managing_body, validity, believed)
      values (differs.fund_id, differs.person_id, differs."right", differs.c2s_class, differs.managing_body,
        differs.validity, differs.believed);
    end if;
  end loop;
  return null;
end $function$;
comment on function believe_coverage() is
'The periods of the rights of which something more, or less, is stated are worked out anew: what differs is written.';
