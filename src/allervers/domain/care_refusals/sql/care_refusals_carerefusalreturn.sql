alter table care_refusals_carerefusalreturn enable row level security, force row level security;

drop policy if exists maintenance on care_refusals_carerefusalreturn;
create policy maintenance on care_refusals_carerefusalreturn to current_user
using (true);

drop policy if exists see on care_refusals_carerefusalreturn;
create policy see on care_refusals_carerefusalreturn for select
using (((fund_id = (select current_organisation_id())) OR (select sees_nation())));

drop policy if exists add on care_refusals_carerefusalreturn;
create policy add on care_refusals_carerefusalreturn for insert
with check (((service_id IN (select current_service_ids())) AND (fund_id = (select current_organisation_id()))));

drop policy if exists change on care_refusals_carerefusalreturn;
create policy change on care_refusals_carerefusalreturn for update
using (((service_id IN (select current_service_ids())) AND (fund_id = (select current_organisation_id()))));
