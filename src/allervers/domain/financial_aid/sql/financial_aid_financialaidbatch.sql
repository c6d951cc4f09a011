alter table financial_aid_financialaidbatch enable row level security, force row level security;

drop policy if exists maintenance on financial_aid_financialaidbatch;
create policy maintenance on financial_aid_financialaidbatch to current_user
using (true);

drop policy if exists see on financial_aid_financialaidbatch;
create policy see on financial_aid_financialaidbatch for select
using ((service_id IN (select current_service_ids())));

drop policy if exists add on financial_aid_financialaidbatch;
create policy add on financial_aid_financialaidbatch for insert
with check (((service_id IN (select current_service_ids())) AND (made_by_id = (select current_account_id())) AND (EXISTS ( SELECT 1
   FROM organisations_servedfund
  WHERE ((organisations_servedfund.fund_id = financial_aid_financialaidbatch.fund_id) AND (organisations_servedfund.service_id = financial_aid_financialaidbatch.service_id))))));

drop policy if exists change on financial_aid_financialaidbatch;
create policy change on financial_aid_financialaidbatch for update
using ((service_id IN (select current_service_ids())));
