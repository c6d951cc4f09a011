alter table care_refusals_carerefusalsending enable row level security, force row level security;

drop policy if exists maintenance on care_refusals_carerefusalsending;
create policy maintenance on care_refusals_carerefusalsending to current_user
using (true);

drop policy if exists see on care_refusals_carerefusalsending;
create policy see on care_refusals_carerefusalsending for select
using (((service_id IN (select current_service_ids())) AND (NOT (refusal_id IN (select care_refusals_barred())))));

drop policy if exists add on care_refusals_carerefusalsending;
create policy add on care_refusals_carerefusalsending for insert
with check (((service_id IN (select current_service_ids())) AND (NOT (refusal_id IN (select care_refusals_barred())))));

drop policy if exists change on care_refusals_carerefusalsending;
create policy change on care_refusals_carerefusalsending for update
using (false);

create or replace trigger check_care_refusal_sending BEFORE INSERT ON care_refusals_carerefusalsending FOR EACH ROW EXECUTE FUNCTION check_care_refusal_sending();

alter table care_refusals_carerefusalsending drop constraint if exists care_refusals_carerefusalsending_as_its_refusal,
add constraint care_refusals_carerefusalsending_as_its_refusal
FOREIGN KEY (service_id, fund_id, refusal_id) REFERENCES care_refusals_carerefusal(service_id, fund_id, id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
