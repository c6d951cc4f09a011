alter table care_refusals_carerefusalconsent enable row level security, force row level security;

drop policy if exists maintenance on care_refusals_carerefusalconsent;
create policy maintenance on care_refusals_carerefusalconsent to current_user
using (true);

drop policy if exists see on care_refusals_carerefusalconsent;
create policy see on care_refusals_carerefusalconsent for select
using ((((service_id IN (select current_service_ids())) AND (NOT (refusal_id IN (select care_refusals_barred())))) OR ((author_id IS NULL) AND ((select current_account_id()) IS NULL) AND (fund_id = (select current_organisation_id())))));

drop policy if exists add on care_refusals_carerefusalconsent;
create policy add on care_refusals_carerefusalconsent for insert
with check ((((service_id IN (select current_service_ids())) AND (NOT (refusal_id IN (select care_refusals_barred())))) OR ((author_id IS NULL) AND ((select current_account_id()) IS NULL) AND (fund_id = (select current_organisation_id())))));

drop policy if exists change on care_refusals_carerefusalconsent;
create policy change on care_refusals_carerefusalconsent for update
using (false);

alter table care_refusals_carerefusalconsent drop constraint if exists care_refusals_carerefusalconsent_as_its_refusal,
add constraint care_refusals_carerefusalconsent_as_its_refusal
FOREIGN KEY (service_id, fund_id, refusal_id) REFERENCES care_refusals_carerefusal(service_id, fund_id, id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
