CREATE OR REPLACE FUNCTION public.funds_with_sendings()
 RETURNS TABLE(fund_id bigint)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
select distinct fund_id from campaigns_sending where state in ('waiting', 'leaving', 'unknown')
$function$;
comment on function funds_with_sendings() is
'Where a campaign may have to go on: the job that sends has no fund, and opens no other than these.';
