alter table appointments_personlink enable row level security, force row level security;

drop policy if exists maintenance on appointments_personlink;
create policy maintenance on appointments_personlink to current_user
using (true);

drop policy if exists see on appointments_personlink;
create policy see on appointments_personlink for select
using ((fund_id = (select current_organisation_id())));

drop policy if exists add on appointments_personlink;
create policy add on appointments_personlink for insert
with check (false);

drop policy if exists change on appointments_personlink;
create policy change on appointments_personlink for update
using (false);

alter table appointments_personlink drop constraint if exists appointments_personlink_appointment_id_same_fund,
add constraint appointments_personlink_appointment_id_same_fund
FOREIGN KEY (fund_id, appointment_id) REFERENCES appointments_appointment(fund_id, id) ON DELETE CASCADE;
