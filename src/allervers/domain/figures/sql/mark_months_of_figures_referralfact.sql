CREATE OR REPLACE FUNCTION public.mark_months_of_figures_referralfact()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if tg_op <> 'DELETE' then insert into figures_changedmonth (source, fund_id, month, transaction)
select distinct 'received', fund_id, date_trunc('month', received_on)::date, pg_current_xact_id()::text::bigint
from new_facts on conflict do nothing; end if;
  if tg_op <> 'INSERT' then insert into figures_changedmonth (source, fund_id, month, transaction)
select distinct 'received', fund_id, date_trunc('month', received_on)::date, pg_current_xact_id()::text::bigint
from old_facts on conflict do nothing; end if;
  return null;
end $function$;
comment on function mark_months_of_figures_referralfact() is
'Which months a set of facts concerns are marked, by statement and not by row: what a bulk load changes is read once. What has no date stands under the first day of year 1.';
