alter table financial_aid_financialaidpayee enable row level security, force row level security;

drop policy if exists maintenance on financial_aid_financialaidpayee;
create policy maintenance on financial_aid_financialaidpayee to current_user
using (true);

drop policy if exists see on financial_aid_financialaidpayee;
create policy see on financial_aid_financialaidpayee for select
using ((service_id IN (select current_service_ids())));

drop policy if exists add on financial_aid_financialaidpayee;
create policy add on financial_aid_financialaidpayee for insert
with check (((service_id IN (select current_service_ids())) AND (entered_by_id = (select current_account_id())) AND (confirmed_by_id IS NULL)));

drop policy if exists change on financial_aid_financialaidpayee;
create policy change on financial_aid_financialaidpayee for update
using (((service_id IN (select current_service_ids())) AND (confirmed_by_id IS NULL)))
with check (((service_id IN (select current_service_ids())) AND (confirmed_by_id = (select current_account_id()))));

alter table financial_aid_financialaidpayee drop constraint if exists financial_aid_financialaidpayee_as_its_request,
add constraint financial_aid_financialaidpayee_as_its_request
FOREIGN KEY (service_id, fund_id, request_id) REFERENCES financial_aid_financialaidrequest(service_id, fund_id, id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
