CREATE OR REPLACE FUNCTION public.forget_detection()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  delete from detections_detectionevent where pgh_obj_id = old.id;
  return null;
end $function$;
