CREATE OR REPLACE FUNCTION public.sees_nation()
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select coalesce(current_setting('app.scope', true), '') = 'national' $function$;
comment on function sees_nation() is
'The context of row-level security: the figures of every fund may be read.';
