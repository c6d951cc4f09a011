CREATE OR REPLACE FUNCTION public.programme_count_added()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  insert into programmes_programmecount as c (programme_id, fund_id, what, day, slot, number)
  select programme_id, fund_id, what, day, pg_backend_pid() % 64, sum(number)
  from (
    select programme_id, fund_id, exclusion, state, activated_on is not null as activated, created_on is not null as created,
           case when code_digest is not null then code_expires_on end as live, count(*) as persons,
           sum(codes_issued) as issued, sum(codes_used) as used, sum(codes_expired) as expired
    from new_rows group by 1, 2, 3, 4, 5, 6, 7
  ) as alike
  cross join lateral programme_tags(exclusion, state, activated, created, live, persons, issued, used, expired) as t
  group by programme_id, fund_id, what, day
  order by 1, 2, 3, 4
  on conflict (programme_id, fund_id, what, day, slot) do update set number = c.number + excluded.number;
  return null;
end $function$;
comment on function programme_count_added() is
'Figures of a programme follow the rows that enter it, whoever writes them.';
