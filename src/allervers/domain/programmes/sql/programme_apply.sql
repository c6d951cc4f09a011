CREATE OR REPLACE FUNCTION public.programme_apply(programme bigint, persons bigint[])
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  changed int;
begin
  if not runs_programmes() then
    raise exception 'only while programmes are run' using errcode = 'insufficient_privilege';
  end if;
  -- Always in the same order: a tick and two files never wait for each other.
  perform from programmes_enrolment e where e.programme_id = programme and e.person = any(persons)
  order by e.person for update;
  with said as (
    select a.*, e.created_on, a.kind in ('opposition', 'closure') as stops,
           row_number() over (partition by a.person
                              order by a.received_on desc, a.kind in ('opposition', 'closure') desc, a.recorded_at desc, a.id) as latest
    from programmes_programmeanswer a
      join programmes_enrolment e on e.programme_id = a.programme_id and e.person = a.person
    where a.programme_id = programme and a.person = any(persons) and e.state <> ''
  ), dated as (
    select person, max(created_on) as tick_on, min(received_on) as first_on,
           max(received_on) filter (where latest = 1) as last_on, max(kind) filter (where latest = 1) as last_kind,
           min(received_on) filter (where kind = 'activation') as first_activation,
           min(received_on) filter (where kind = 'reopening') as first_reopening
    from said group by person
  ), stands as (
    -- Whoever had answered by the day of the creation was not among those who had said nothing.
    select *, case when first_on > tick_on then tick_on end as created from dated
  ), became as (
    select person, created, last_kind,
           coalesce(first_activation, case when created is null then first_reopening end) as activated
    from stands
  )
  update programmes_enrolment e
  set created_on = b.created, activated_on = b.activated,
      state = case
        when b.last_kind in ('activation', 'reopening') then case when b.activated is null then 'created' else 'activated' end
        when b.created is null and b.activated is null then 'opposed'
        else 'closed' end
  from became b
  where e.programme_id = programme and e.person = b.person
    and (e.created_on, e.activated_on, e.state) is distinct from
        (b.created, b.activated, case
          when b.last_kind in ('activation', 'reopening') then case when b.activated is null then 'created' else 'activated' end
          when b.created is null and b.activated is null then 'opposed'
          else 'closed' end);
  get diagnostics changed = row_count;
  return changed;
end $function$;
comment on function programme_apply(bigint,bigint[]) is
'Where persons stand, by all that they said in the order of the days on which it was received; on one day, the strictest wish. The order of keying, and of ticks, changes nothing.';
