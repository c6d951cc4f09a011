alter table financial_aid_financialaidagendaline enable row level security, force row level security;

drop policy if exists maintenance on financial_aid_financialaidagendaline;
create policy maintenance on financial_aid_financialaidagendaline to current_user
using (true);

drop policy if exists see on financial_aid_financialaidagendaline;
create policy see on financial_aid_financialaidagendaline for select
using ((service_id IN (select current_service_ids())));

drop policy if exists add on financial_aid_financialaidagendaline;
create policy add on financial_aid_financialaidagendaline for insert
with check ((service_id IN (select current_service_ids())));

drop policy if exists change on financial_aid_financialaidagendaline;
create policy change on financial_aid_financialaidagendaline for update
using (false);

alter table financial_aid_financialaidagendaline drop constraint if exists financial_aid_financialaidagendaline_as_its_request,
add constraint financial_aid_financialaidagendaline_as_its_request
FOREIGN KEY (service_id, fund_id, request_id) REFERENCES financial_aid_financialaidrequest(service_id, fund_id, id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
