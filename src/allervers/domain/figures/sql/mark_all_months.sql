CREATE OR REPLACE FUNCTION public.mark_all_months()
 RETURNS void
 LANGUAGE sql
AS $function$
insert into figures_changedmonth (source, fund_id, month, transaction)
  select distinct 'received', fund_id, date_trunc('month', received_on)::date, pg_current_xact_id()::text::bigint
  from figures_referralfact on conflict do nothing;insert into figures_changedmonth (source, fund_id, month, transaction)
  select distinct case when closed_on is null then 'open' else 'closed' end, fund_id,
         coalesce(date_trunc('month', closed_on)::date, '0001-01-01'), pg_current_xact_id()::text::bigint
  from figures_accompanimentfact on conflict do nothing;
$function$;
comment on function mark_all_months() is
'For what is there already, and for loads that lay triggers aside.';
