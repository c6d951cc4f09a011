CREATE OR REPLACE FUNCTION public.current_organisation_id()
 RETURNS bigint
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select nullif(current_setting('app.organisation_id', true), '')::bigint $function$;
comment on function current_organisation_id() is
'The context of row-level security: the organisation (organisations/context.py).';
