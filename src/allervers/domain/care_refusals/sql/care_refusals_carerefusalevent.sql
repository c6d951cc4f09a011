alter table care_refusals_carerefusalevent enable row level security, force row level security;

drop policy if exists maintenance on care_refusals_carerefusalevent;
create policy maintenance on care_refusals_carerefusalevent to current_user
using (true);

drop policy if exists see on care_refusals_carerefusalevent;
create policy see on care_refusals_carerefusalevent for select
using (((service_id IN (select current_service_ids())) AND (NOT (pgh_obj_id IN (select care_refusals_barred())))));

drop policy if exists add on care_refusals_carerefusalevent;
create policy add on care_refusals_carerefusalevent for insert
with check (true);

drop policy if exists change on care_refusals_carerefusalevent;
create policy change on care_refusals_carerefusalevent for update
using (false);
