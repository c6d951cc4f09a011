alter table financial_aid_financialaidbudget enable row level security, force row level security;

drop policy if exists maintenance on financial_aid_financialaidbudget;
create policy maintenance on financial_aid_financialaidbudget to current_user
using (true);

drop policy if exists see on financial_aid_financialaidbudget;
create policy see on financial_aid_financialaidbudget for select
using ((service_id IN (select current_service_ids())));

drop policy if exists add on financial_aid_financialaidbudget;
create policy add on financial_aid_financialaidbudget for insert
with check (((service_id IN (select current_service_ids())) AND (EXISTS ( SELECT 1
   FROM organisations_servedfund
  WHERE ((organisations_servedfund.fund_id = financial_aid_financialaidbudget.fund_id) AND (organisations_servedfund.service_id = financial_aid_financialaidbudget.service_id)))) AND (allocated_cents = 0) AND (reserved_cents = 0) AND (paid_cents = 0)));

drop policy if exists change on financial_aid_financialaidbudget;
create policy change on financial_aid_financialaidbudget for update
using (false);
