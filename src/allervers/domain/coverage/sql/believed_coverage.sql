CREATE OR REPLACE FUNCTION public.believed_coverage(stated coverage_coveragestatement[])
 RETURNS TABLE(fund_id bigint, person_id uuid, "right" character varying, c2s_class character varying, managing_body character varying, validity daterange, believed daterange)
 LANGUAGE sql
 STABLE
 SET enable_nestloop TO 'off'
AS $function$
with told as (
  select said.*, coalesce(lead(said.known_on) over (partition by said.person_id, said."right", lower(said.validity)
                                                    order by said.known_on, said.turn), 'infinity') as replaced_on
  from unnest(stated) as said),
-- The days on which something of a statement's period begins to count or is taken by a later one.
changes as (
  select told.id, told.known_on as since, null::daterange as taken from told
  union all
  select told.id, later.known_on, later.validity
  from told join told as later on later.person_id = told.person_id and later."right" = told."right"
    and (later.known_on, later.turn) > (told.known_on, told.turn) and later.known_on < told.replaced_on
    and later.validity && told.validity),
remains as (
  select changes.id, changes.since, lead(changes.since) over life as until,
    coalesce(range_agg(changes.taken) over life, '{}') as taken
  from changes window life as (partition by changes.id order by changes.since)),
moments as (
  select known.*, row_number() over of_right as place, lead(known.known_on, 1, 'infinity') over of_right as next
  from (select distinct told.person_id, told."right", told.known_on from told) as known
  window of_right as (partition by known.person_id, known."right" order by known.known_on)),
-- What is held for true from one of these days to the next, equal periods that touch being one.
held as (
  select told.fund_id, told.person_id, told."right", told.c2s_class, told.managing_body, moments.place,
    moments.known_on, moments.next, unnest(range_agg(datemultirange(told.validity) - remains.taken)) as validity
  from remains join told on told.id = remains.id and not told.withdrawn
  join moments on moments.person_id = told.person_id and moments."right" = told."right"
    and moments.known_on >= remains.since and moments.known_on < coalesce(remains.until, told.replaced_on)
  group by 1, 2, 3, 4, 5, 6, 7, 8),
runs as (
  select held.*, held.place - row_number() over (
    partition by held.person_id, held."right", held.c2s_class, held.managing_body, held.validity order by held.place
  ) as run
  from held)
select runs.fund_id, runs.person_id, runs."right", runs.c2s_class, runs.managing_body, runs.validity,
  daterange(min(runs.known_on), nullif(max(runs.next), 'infinity'))
from runs group by 1, 2, 3, 4, 5, 6, runs.run
$function$;
comment on function believed_coverage(coverage_coveragestatement[]) is
'Every period that was ever held for true, and when, from all that was stated of these rights: coverage/beliefs.py says how.';
