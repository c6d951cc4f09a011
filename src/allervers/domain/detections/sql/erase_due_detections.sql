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
  -- Who a number is goes with the list that asked for it, and after twelve months whatever happens.
  delete from detections_listedidentity i
    where i.fund_id = fund and (i.imported_on <= today - interval '12 months' or not exists (
      select from detections_detection d
      where d.fund_id = i.fund_id and d.person_number = i.person_number and d.status = 'waiting' and d.is_listed));
  return erased;
end $function$;
comment on function erase_due_detections() is
'The application cannot delete what concerns a person: this works for the fund of the context alone, and decides by itself what is due.';
