CREATE OR REPLACE FUNCTION public.has_second_factor(asked bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
select manages_account(asked) and (
  exists (select from credentials_application where account_id = asked)
  or exists (select from credentials_passkey where account_id = asked)) $function$;
