alter table financial_aid_financialaidlink enable row level security, force row level security;

drop policy if exists maintenance on financial_aid_financialaidlink;
create policy maintenance on financial_aid_financialaidlink to current_user
using (true);

drop policy if exists see on financial_aid_financialaidlink;
create policy see on financial_aid_financialaidlink for select
using ((service_id IN (select current_service_ids())));

drop policy if exists add on financial_aid_financialaidlink;
create policy add on financial_aid_financialaidlink for insert
with check ((service_id IN (select current_service_ids())));

drop policy if exists change on financial_aid_financialaidlink;
create policy change on financial_aid_financialaidlink for update
using (false);

alter table financial_aid_financialaidlink drop constraint if exists financial_aid_financialaidlink_person_same_fund,
add constraint financial_aid_financialaidlink_person_same_fund
FOREIGN KEY (fund_id, person_id) REFERENCES people_person(fund_id, id) ON DELETE CASCADE;
