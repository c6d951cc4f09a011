CREATE OR REPLACE FUNCTION public.papers_request_notes_what_binds()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  new.file_bound := rights_file_binds(new.file_id);
  return new;
end $function$;
