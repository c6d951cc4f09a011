alter table appointments_appointment enable row level security, force row level security;

drop policy if exists maintenance on appointments_appointment;
create policy maintenance on appointments_appointment to current_user
using (true);

drop policy if exists see on appointments_appointment;
create policy see on appointments_appointment for select
using ((fund_id = (select current_organisation_id())));

drop policy if exists add on appointments_appointment;
create policy add on appointments_appointment for insert
with check ((fund_id = (select current_organisation_id())));

drop policy if exists change on appointments_appointment;
create policy change on appointments_appointment for update
using ((fund_id = (select current_organisation_id())));

drop policy if exists visit on appointments_appointment;
create policy visit on appointments_appointment for select
using ((id = (select visited_appointment_id())));

create or replace trigger forget_trail AFTER DELETE ON appointments_appointment FOR EACH ROW EXECUTE FUNCTION forget_trail('appointments_appointmentevent');

create or replace trigger partner_books_what_is_open BEFORE INSERT ON appointments_appointment FOR EACH ROW WHEN (new.origin::text = 'partner'::text) EXECUTE FUNCTION partner_books_what_is_open();

alter table appointments_appointment drop constraint if exists appointments_appointment_accompaniment_id_same_fund,
add constraint appointments_appointment_accompaniment_id_same_fund
FOREIGN KEY (fund_id, accompaniment_id) REFERENCES accompaniment_accompaniment(fund_id, id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;

alter table appointments_appointment drop constraint if exists appointments_appointment_as_its_opening,
add constraint appointments_appointment_as_its_opening
FOREIGN KEY (fund_id, opening_id, agent_id, capacity) REFERENCES appointments_opening(fund_id, id, agent_id, capacity);

alter table appointments_appointment drop constraint if exists appointments_appointment_in_the_room_of_its_opening,
add constraint appointments_appointment_in_the_room_of_its_opening
FOREIGN KEY (opening_id, room_id) REFERENCES appointments_opening(id, room_id);

alter table appointments_appointment drop constraint if exists appointments_appointment_person_id_same_fund,
add constraint appointments_appointment_person_id_same_fund
FOREIGN KEY (fund_id, person_id) REFERENCES people_person(fund_id, id) ON DELETE CASCADE;
