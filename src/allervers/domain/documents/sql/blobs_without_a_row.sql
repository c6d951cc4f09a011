CREATE OR REPLACE FUNCTION public.blobs_without_a_row(names text[])
 RETURNS text[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
select array(select name from unnest(names) as name
             where not exists (select from documents_document where blob = name))
$function$;
comment on function blobs_without_a_row(text[]) is
'Which of some blobs no row names: asked over all funds at once, telling nothing else.';
