alter table appointments_calendarfeed enable row level security, force row level security;

drop policy if exists maintenance on appointments_calendarfeed;
create policy maintenance on appointments_calendarfeed to current_user
using (true);

drop policy if exists see on appointments_calendarfeed;
create policy see on appointments_calendarfeed for select
using ((account_id = (select current_account_id())));

drop policy if exists add on appointments_calendarfeed;
create policy add on appointments_calendarfeed for insert
with check ((account_id = (select current_account_id())));

drop policy if exists change on appointments_calendarfeed;
create policy change on appointments_calendarfeed for update
using ((account_id = (select current_account_id())));
