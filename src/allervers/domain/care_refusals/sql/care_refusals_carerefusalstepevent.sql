alter table care_refusals_carerefusalstepevent enable row level security, force row level security;

drop policy if exists maintenance on care_refusals_carerefusalstepevent;
create policy maintenance on care_refusals_carerefusalstepevent to current_user
using (true);

drop policy if exists see on care_refusals_carerefusalstepevent;
create policy see on care_refusals_carerefusalstepevent for select
using (((service_id IN (select current_service_ids())) AND (NOT (refusal_id IN (select care_refusals_barred())))));

drop policy if exists add on care_refusals_carerefusalstepevent;
create policy add on care_refusals_carerefusalstepevent for insert
with check (true);

drop policy if exists change on care_refusals_carerefusalstepevent;
create policy change on care_refusals_carerefusalstepevent for update
using (false);
