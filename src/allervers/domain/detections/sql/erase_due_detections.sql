CREATE OR REPLACE FUNCTION public.erase_due_detections()
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  fund bigint := current_organisation_id();
  today date := (now() at time zone 'Europe/Paris')::date;
  erased int;
begin
  -- A list that is being taken in holds this too: rows are not locked in two orders.
  perform pg_advisory_xact_lock(hashtext('lists of detections'));
  -- What somebody is deciding at this moment is looked at again once they are done.
  perform from detections_detection
    where id in (select d.detection_id from detections_due_for_erasure(fund, today) d) for update;
  delete from detections_detection
    where id in (select d.detection_id from detections_due_for_erasure(fund, today) d);
  get diagnostics erased = row_count;
  return erased;
end $function$;
comment on function erase_due_detections() is
'The application cannot delete what concerns a person: this works for the fund of the context alone, and decides by itself what is due.';
