CREATE OR REPLACE FUNCTION public.funds_with_access_requests()
 RETURNS TABLE(fund_id bigint)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
select distinct fund_id from access_requests_accessrequest where closed_at is null and (prepared_at is null or expires_at <= now())
union select r.fund_id from access_requests_accessrequest r join access_requests_accesscopy c on c.request_id = r.id
  where r.expires_at <= now() and c.key_wrapped <> ''
$function$;
comment on function funds_with_access_requests() is
'Where a copy is to be made, or to be forgotten: the job has no fund, and opens no other than these.';
