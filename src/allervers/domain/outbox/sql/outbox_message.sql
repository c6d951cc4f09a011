alter table outbox_message enable row level security, force row level security;

drop policy if exists maintenance on outbox_message;
create policy maintenance on outbox_message to current_user
using (true);

drop policy if exists see on outbox_message;
create policy see on outbox_message for select
using (((fund_id = (select current_organisation_id())) OR (person_id IN ( SELECT people_person.id
   FROM people_person))));

drop policy if exists add on outbox_message;
create policy add on outbox_message for insert
with check (((fund_id = (select current_organisation_id())) OR (person_id IN ( SELECT people_person.id
   FROM people_person))));

drop policy if exists change on outbox_message;
create policy change on outbox_message for update
using (((fund_id = (select current_organisation_id())) OR (person_id IN ( SELECT people_person.id
   FROM people_person))));

create or replace trigger refuse_message_when_protected BEFORE INSERT ON outbox_message FOR EACH ROW EXECUTE FUNCTION refuse_message_when_protected();

alter table outbox_message drop constraint if exists outbox_message_person_id_same_fund,
add constraint outbox_message_person_id_same_fund
FOREIGN KEY (fund_id, person_id) REFERENCES people_person(fund_id, id) ON DELETE CASCADE;
