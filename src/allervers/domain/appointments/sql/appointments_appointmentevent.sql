alter table appointments_appointmentevent enable row level security, force row level security;

drop policy if exists maintenance on appointments_appointmentevent;
create policy maintenance on appointments_appointmentevent to current_user
using (true);

drop policy if exists see on appointments_appointmentevent;
create policy see on appointments_appointmentevent for select
using ((fund_id = (select current_organisation_id())));

drop policy if exists add on appointments_appointmentevent;
create policy add on appointments_appointmentevent for insert
with check (true);

drop policy if exists change on appointments_appointmentevent;
create policy change on appointments_appointmentevent for update
using (false);
