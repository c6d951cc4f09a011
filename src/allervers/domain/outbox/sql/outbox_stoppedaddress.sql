alter table outbox_stoppedaddress enable row level security, force row level security;

drop policy if exists maintenance on outbox_stoppedaddress;
create policy maintenance on outbox_stoppedaddress to current_user
using (true);

drop policy if exists see on outbox_stoppedaddress;
create policy see on outbox_stoppedaddress for select
using ((fund_id = (select current_organisation_id())));

drop policy if exists add on outbox_stoppedaddress;
create policy add on outbox_stoppedaddress for insert
with check ((fund_id = (select current_organisation_id())));

drop policy if exists change on outbox_stoppedaddress;
create policy change on outbox_stoppedaddress for update
using ((fund_id = (select current_organisation_id())));
