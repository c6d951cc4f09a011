alter table care_refusals_carerefusal enable row level security, force row level security;

drop policy if exists maintenance on care_refusals_carerefusal;
create policy maintenance on care_refusals_carerefusal to current_user
using (true);

drop policy if exists see on care_refusals_carerefusal;
create policy see on care_refusals_carerefusal for select
using ((((service_id IN (select current_service_ids())) OR (author_id = (select current_account_id())) OR ((author_id IS NULL) AND ((select current_account_id()) IS NULL) AND (fund_id = (select current_organisation_id())))) AND (NOT (id IN (select care_refusals_barred())))));

drop policy if exists add on care_refusals_carerefusal;
create policy add on care_refusals_carerefusal for insert
with check ((((author_id = (select current_account_id())) OR ((author_id IS NULL) AND ((select current_account_id()) IS NULL) AND (fund_id = (select current_organisation_id())))) AND (EXISTS ( SELECT 1
   FROM organisations_servedfund
  WHERE ((organisations_servedfund.fund_id = care_refusals_carerefusal.fund_id) AND (organisations_servedfund.service_id = care_refusals_carerefusal.service_id))))));

drop policy if exists change on care_refusals_carerefusal;
create policy change on care_refusals_carerefusal for update
using (((service_id IN (select current_service_ids())) AND (NOT (id IN (select care_refusals_barred())))));

create or replace trigger check_care_refusal_holder BEFORE INSERT OR UPDATE OF holder_id ON care_refusals_carerefusal FOR EACH ROW WHEN (new.holder_id IS NOT NULL) EXECUTE FUNCTION check_care_refusal_holder();

create or replace trigger forget_trail AFTER DELETE ON care_refusals_carerefusal FOR EACH ROW EXECUTE FUNCTION forget_trail('care_refusals_carerefusalevent');

alter table care_refusals_carerefusal drop constraint if exists care_refusals_carerefusal_person_same_fund,
add constraint care_refusals_carerefusal_person_same_fund
FOREIGN KEY (fund_id, person_id) REFERENCES people_person(fund_id, id) ON DELETE CASCADE;

alter table care_refusals_carerefusal drop constraint if exists care_refusals_carerefusal_referral_same_fund,
add constraint care_refusals_carerefusal_referral_same_fund
FOREIGN KEY (fund_id, referral_id) REFERENCES referrals_referral(fund_id, id) ON DELETE SET NULL (referral_id);
