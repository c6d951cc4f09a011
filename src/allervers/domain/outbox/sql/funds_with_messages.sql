CREATE OR REPLACE FUNCTION public.funds_with_messages()
 RETURNS TABLE(fund_id bigint)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
select distinct fund_id from outbox_message where state in ('waiting', 'leaving', 'unknown')
$function$;
comment on function funds_with_messages() is
'Where something may have to leave: the job that sends has no fund, and opens no other than these.';
