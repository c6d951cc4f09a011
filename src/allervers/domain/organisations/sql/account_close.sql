CREATE OR REPLACE FUNCTION public.account_close(changed bigint, why text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  perform managed_account(changed);
  perform say_why(why);
  update organisations_user set is_active = false where id = changed;
  perform sessions_end(changed, '');
end $function$;
