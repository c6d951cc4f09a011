alter table care_refusals_carerefusalstep enable row level security, force row level security;

drop policy if exists maintenance on care_refusals_carerefusalstep;
create policy maintenance on care_refusals_carerefusalstep to current_user
using (true);

drop policy if exists see on care_refusals_carerefusalstep;
create policy see on care_refusals_carerefusalstep for select
using (((service_id IN (select current_service_ids())) AND (NOT (refusal_id IN (select care_refusals_barred())))));

drop policy if exists add on care_refusals_carerefusalstep;
create policy add on care_refusals_carerefusalstep for insert
with check (((service_id IN (select current_service_ids())) AND (NOT (refusal_id IN (select care_refusals_barred())))));

drop policy if exists change on care_refusals_carerefusalstep;
create policy change on care_refusals_carerefusalstep for update
using (((service_id IN (select current_service_ids())) AND (NOT (refusal_id IN (select care_refusals_barred())))));

create or replace trigger forget_trail AFTER DELETE ON care_refusals_carerefusalstep FOR EACH ROW EXECUTE FUNCTION forget_trail('care_refusals_carerefusalstepevent');

alter table care_refusals_carerefusalstep drop constraint if exists care_refusals_carerefusalstep_as_its_refusal,
add constraint care_refusals_carerefusalstep_as_its_refusal
FOREIGN KEY (service_id, fund_id, refusal_id) REFERENCES care_refusals_carerefusal(service_id, fund_id, id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
