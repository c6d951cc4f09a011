CREATE OR REPLACE FUNCTION public.funds_with_appointments(within interval)
 RETURNS TABLE(fund_id bigint)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
select distinct fund_id from appointments_appointment
where state = 'booked' and starts_at between now() and now() + within
$function$;
comment on function funds_with_appointments(interval) is
'Where somebody may have to be reminded: the job that writes reminders has no fund, and opens no other than these.';
