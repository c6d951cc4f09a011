CREATE OR REPLACE FUNCTION public.social_service_notes_by_exception()
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
select note.id from social_service_socialserviceaccess access
  join social_service_socialservicenote note on note.file_id = access.file_id
where access.account_id = current_account_id() and access.until > now() $function$;
comment on function social_service_notes_by_exception() is
'The notes of the files that the account of the context opened exceptionally, with a reason, less than a day ago.';
