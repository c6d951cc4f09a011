alter table appointments_suspension enable row level security, force row level security;

drop policy if exists maintenance on appointments_suspension;
create policy maintenance on appointments_suspension to current_user
using (true);

drop policy if exists see on appointments_suspension;
create policy see on appointments_suspension for select
using ((fund_id = (select current_organisation_id())));

drop policy if exists add on appointments_suspension;
create policy add on appointments_suspension for insert
with check ((fund_id = (select current_organisation_id())));

drop policy if exists change on appointments_suspension;
create policy change on appointments_suspension for update
using ((fund_id = (select current_organisation_id())));

alter table appointments_suspension drop constraint if exists appointments_suspension_person_id_same_fund,
add constraint appointments_suspension_person_id_same_fund
FOREIGN KEY (fund_id, person_id) REFERENCES people_person(fund_id, id) ON DELETE CASCADE;
