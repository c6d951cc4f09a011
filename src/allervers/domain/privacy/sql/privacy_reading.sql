alter table privacy_reading enable row level security, force row level security;

drop policy if exists maintenance on privacy_reading;
create policy maintenance on privacy_reading to current_user
using (true);

drop policy if exists see on privacy_reading;
create policy see on privacy_reading for select
using (((fund_id = (select current_organisation_id())) OR (account_id = (select current_account_id()))));

drop policy if exists add on privacy_reading;
create policy add on privacy_reading for insert
with check ((account_id = (select current_account_id())));

drop policy if exists change on privacy_reading;
create policy change on privacy_reading for update
using (false);
