CREATE OR REPLACE FUNCTION public.calendar_feed_account(shown text, today date)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare found appointments_calendarfeed;
begin
  select f.* into found from appointments_calendarfeed f join organisations_user u on u.id = f.account_id
    where f.digest = shown and f.revoked_at is null and u.is_active and not u.password_is_provisional;
  -- Once a day: what a program reads every hour must not write every hour.
  if found.last_read_on is distinct from today and found.id is not null then
    update appointments_calendarfeed set last_read_on = today where id = found.id;
  end if;
  return found.account_id;
end $function$;
comment on function calendar_feed_account(text,date) is
'Whose agenda an address reads, asked before anybody is known; nobody''s once it is revoked or the account is closed.';
