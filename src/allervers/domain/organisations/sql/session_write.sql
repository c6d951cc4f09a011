CREATE OR REPLACE FUNCTION public.session_write(asked text, new_data text, account bigint, ends timestamp with time zone, longest interval, is_new boolean)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if is_new then
    insert into organisations_session (digest, data, account_id, started_at, expires_at)
      values (asked, new_data, account, now(), least(ends, now() + longest))
      on conflict (digest) do nothing;
  else
    update organisations_session
      set data = new_data, account_id = account, expires_at = least(ends, started_at + longest)
      where digest = asked;
  end if;
  return found;
end $function$;
