alter table appointments_waiting enable row level security, force row level security;

drop policy if exists maintenance on appointments_waiting;
create policy maintenance on appointments_waiting to current_user
using (true);

drop policy if exists see on appointments_waiting;
create policy see on appointments_waiting for select
using ((fund_id = (select current_organisation_id())));

drop policy if exists add on appointments_waiting;
create policy add on appointments_waiting for insert
with check ((fund_id = (select current_organisation_id())));

drop policy if exists change on appointments_waiting;
create policy change on appointments_waiting for update
using ((fund_id = (select current_organisation_id())));

alter table appointments_waiting drop constraint if exists appointments_waiting_person_id_same_fund,
add constraint appointments_waiting_person_id_same_fund
FOREIGN KEY (fund_id, person_id) REFERENCES people_person(fund_id, id) ON DELETE CASCADE;

alter table appointments_waiting drop constraint if exists appointments_waiting_place_id_same_fund,
add constraint appointments_waiting_place_id_same_fund
FOREIGN KEY (fund_id, place_id) REFERENCES appointments_place(fund_id, id);
