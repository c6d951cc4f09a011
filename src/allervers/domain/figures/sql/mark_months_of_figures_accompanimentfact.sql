CREATE OR REPLACE FUNCTION public.mark_months_of_figures_accompanimentfact()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if tg_op <> 'DELETE' then insert into figures_changedmonth (source, fund_id, month, transaction)
select distinct case when closed_on is null then 'open' else 'closed' end, fund_id,
       coalesce(date_trunc('month', closed_on)::date, '0001-01-01'), pg_current_xact_id()::text::bigint
from new_facts on conflict do nothing; end if;
  if tg_op <> 'INSERT' then insert into figures_changedmonth (source, fund_id, month, transaction)
select distinct case when closed_on is null then 'open' else 'closed' end, fund_id,
       coalesce(date_trunc('month', closed_on)::date, '0001-01-01'), pg_current_xact_id()::text::bigint
from old_facts on conflict do nothing; end if;
  return null;
end $function$;
comment on function mark_months_of_figures_accompanimentfact() is
'Which months a set of facts concerns are marked, by statement and not by row: what a bulk load changes is read once. What has no date stands under the first day of year 1.';
