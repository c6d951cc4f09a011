CREATE OR REPLACE FUNCTION public.programme_count_vouchers()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  insert into programmes_programmecount as c (programme_id, fund_id, what, day, slot, number)
  select programme_id, fund_id, what, null::date, pg_backend_pid() % 64, sum(number)
  from new_rows
    cross join lateral programme_voucher_tags(exclusion, cohort, withdrawn_on, reminded_on) as t
  group by programme_id, fund_id, what
  order by 1, 2, 3
  on conflict (programme_id, fund_id, what, day, slot) do update set number = c.number + excluded.number;
  if tg_op = 'UPDATE' then
    insert into programmes_programmecount as c (programme_id, fund_id, what, day, slot, number)
    select programme_id, fund_id, what, null::date, pg_backend_pid() % 64, -1 * sum(number)
    from old_rows
      cross join lateral programme_voucher_tags(exclusion, cohort, withdrawn_on, reminded_on) as t
    group by programme_id, fund_id, what
    order by 1, 2, 3
    on conflict (programme_id, fund_id, what, day, slot) do update set number = c.number + excluded.number;
  end if;
  return null;
end $function$;
comment on function programme_count_vouchers() is
'Figures of a programme follow its vouchers: what they count for now, less what they counted for.';
