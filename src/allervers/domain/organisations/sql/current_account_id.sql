CREATE OR REPLACE FUNCTION public.current_account_id()
 RETURNS bigint
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select nullif(current_setting('app.user_id', true), '')::bigint $function$;
comment on function current_account_id() is
'The context of row-level security: the account; null for a job or a command.';
