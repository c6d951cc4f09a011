CREATE OR REPLACE FUNCTION public.use_access_token(shown text, today date)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare found organisations_accesstoken;
begin
  select * into found from organisations_accesstoken
    where digest = shown and revoked_at is null and expires_on >= today;
  -- Once a day: what a program reads every minute must not write every minute.
  if found.last_used_on is distinct from today and found.id is not null then
    update organisations_accesstoken set last_used_on = today where id = found.id;
  end if;
  return found.account_id;
end $function$;
comment on function use_access_token(text,date) is
'Who shows a token, asked before anybody is known.';
