CREATE OR REPLACE FUNCTION public.say_why(why text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if coalesce(btrim(why), '') = '' then
    raise check_violation using message = 'an account is not changed without why';
  end if;
  perform set_config('pghistory.context_metadata', jsonb_build_object(
    'user', current_account_id(), 'organisation', current_organisation_id(), 'why', why)::text, true);
end $function$;
comment on function say_why(text) is
'The trail requires who and why; what the application put there is not trusted.';
revoke all on function say_why(text) from public;
