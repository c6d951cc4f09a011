alter table care_refusals_carerefusalanswer enable row level security, force row level security;

drop policy if exists maintenance on care_refusals_carerefusalanswer;
create policy maintenance on care_refusals_carerefusalanswer to current_user
using (true);

drop policy if exists see on care_refusals_carerefusalanswer;
create policy see on care_refusals_carerefusalanswer for select
using (((service_id IN (select current_service_ids())) AND (NOT (refusal_id IN (select care_refusals_barred())))));

drop policy if exists add on care_refusals_carerefusalanswer;
create policy add on care_refusals_carerefusalanswer for insert
with check (((service_id IN (select current_service_ids())) AND (NOT (refusal_id IN (select care_refusals_barred())))));

drop policy if exists change on care_refusals_carerefusalanswer;
create policy change on care_refusals_carerefusalanswer for update
using (false);

alter table care_refusals_carerefusalanswer drop constraint if exists care_refusals_carerefusalanswer_as_its_refusal,
add constraint care_refusals_carerefusalanswer_as_its_refusal
FOREIGN KEY (service_id, fund_id, refusal_id) REFERENCES care_refusals_carerefusal(service_id, fund_id, id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
