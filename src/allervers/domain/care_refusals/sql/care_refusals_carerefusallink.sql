alter table care_refusals_carerefusallink enable row level security, force row level security;

drop policy if exists maintenance on care_refusals_carerefusallink;
create policy maintenance on care_refusals_carerefusallink to current_user
using (true);

drop policy if exists see on care_refusals_carerefusallink;
create policy see on care_refusals_carerefusallink for select
using ((service_id IN (select current_service_ids())));

drop policy if exists add on care_refusals_carerefusallink;
create policy add on care_refusals_carerefusallink for insert
with check (((service_id IN (select current_service_ids())) AND (account_id = (select current_account_id()))));

drop policy if exists change on care_refusals_carerefusallink;
create policy change on care_refusals_carerefusallink for update
using (false);

alter table care_refusals_carerefusallink drop constraint if exists care_refusals_carerefusallink_as_its_refusal,
add constraint care_refusals_carerefusallink_as_its_refusal
FOREIGN KEY (service_id, fund_id, refusal_id) REFERENCES care_refusals_carerefusal(service_id, fund_id, id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
