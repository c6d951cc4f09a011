CREATE OR REPLACE FUNCTION public.runs_programmes()
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
select coalesce(current_setting('app.scope', true), '') = 'programmes'
$function$;
comment on function runs_programmes() is
'The context of row-level security: programmes of the whole population are run, over every fund (organisations/context.py).';
