CREATE OR REPLACE FUNCTION public.detections_due_for_erasure(fund bigint, on_date date)
 RETURNS TABLE(detection_id uuid, erase_on date)
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
select id, erase_on from (
  select id, (coalesce((decided_at at time zone 'Europe/Paris')::date, last_received_on)
              + interval '12 months')::date as erase_on
  from detections_detection
  where fund_id = fund and status <> 'referred'
) as kept where erase_on <= on_date
$function$;
comment on function detections_due_for_erasure(bigint,date) is
'Twelve months. A list may be of a day long past: what is kept for a time is counted from the day on which it was received.';
