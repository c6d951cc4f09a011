alter table appointments_room enable row level security, force row level security;

drop policy if exists maintenance on appointments_room;
create policy maintenance on appointments_room to current_user
using (true);

drop policy if exists see on appointments_room;
create policy see on appointments_room for select
using ((fund_id = (select current_organisation_id())));

drop policy if exists add on appointments_room;
create policy add on appointments_room for insert
with check ((fund_id = (select current_organisation_id())));

drop policy if exists change on appointments_room;
create policy change on appointments_room for update
using ((fund_id = (select current_organisation_id())));

alter table appointments_room drop constraint if exists appointments_room_place_id_same_fund,
add constraint appointments_room_place_id_same_fund
FOREIGN KEY (fund_id, place_id) REFERENCES appointments_place(fund_id, id);
