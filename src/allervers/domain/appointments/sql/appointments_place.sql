alter table appointments_place enable row level security, force row level security;

drop policy if exists maintenance on appointments_place;
create policy maintenance on appointments_place to current_user
using (true);

drop policy if exists see on appointments_place;
create policy see on appointments_place for select
using ((fund_id = (select current_organisation_id())));

drop policy if exists add on appointments_place;
create policy add on appointments_place for insert
with check ((fund_id = (select current_organisation_id())));

drop policy if exists change on appointments_place;
create policy change on appointments_place for update
using ((fund_id = (select current_organisation_id())));
