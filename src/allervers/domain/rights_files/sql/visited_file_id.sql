CREATE OR REPLACE FUNCTION public.visited_file_id()
 RETURNS uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
select file_id from rights_files_personlink
  where visit_digest = decode(nullif(current_setting('app.visit_digest', true), ''), 'hex')
    and visit_until > now() and revoked_at is null $function$;
comment on function visited_file_id() is
'What row-level security reads.';
