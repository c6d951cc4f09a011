alter table appointments_opening enable row level security, force row level security;

drop policy if exists maintenance on appointments_opening;
create policy maintenance on appointments_opening to current_user
using (true);

drop policy if exists see on appointments_opening;
create policy see on appointments_opening for select
using ((fund_id = (select current_organisation_id())));

drop policy if exists add on appointments_opening;
create policy add on appointments_opening for insert
with check ((fund_id = (select current_organisation_id())));

drop policy if exists change on appointments_opening;
create policy change on appointments_opening for update
using ((fund_id = (select current_organisation_id())));

alter table appointments_opening drop constraint if exists appointments_opening_place_id_same_fund,
add constraint appointments_opening_place_id_same_fund
FOREIGN KEY (fund_id, place_id) REFERENCES appointments_place(fund_id, id);

alter table appointments_opening drop constraint if exists appointments_opening_room_id_same_place,
add constraint appointments_opening_room_id_same_place
FOREIGN KEY (place_id, room_id) REFERENCES appointments_room(place_id, id);
