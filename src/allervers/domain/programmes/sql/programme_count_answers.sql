CREATE OR REPLACE FUNCTION public.programme_count_answers()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  insert into programmes_programmecount as c (programme_id, fund_id, what, day, slot, number)
  select programme_id, fund_id, 'answer:' || kind || ':' || channel, null::date, pg_backend_pid() % 64, count(*)
  from new_rows
  group by programme_id, fund_id, kind, channel
  order by 1, 2, 3, 4
  on conflict (programme_id, fund_id, what, day, slot) do update set number = c.number + excluded.number;
  return null;
end $function$;
comment on function programme_count_answers() is
'How many answers came, by kind and channel.';
