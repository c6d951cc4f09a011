alter table financial_aid_financialaidpayment enable row level security, force row level security;

drop policy if exists maintenance on financial_aid_financialaidpayment;
create policy maintenance on financial_aid_financialaidpayment to current_user
using (true);

drop policy if exists see on financial_aid_financialaidpayment;
create policy see on financial_aid_financialaidpayment for select
using ((service_id IN (select current_service_ids())));

drop policy if exists add on financial_aid_financialaidpayment;
create policy add on financial_aid_financialaidpayment for insert
with check ((service_id IN (select current_service_ids())));

drop policy if exists change on financial_aid_financialaidpayment;
create policy change on financial_aid_financialaidpayment for update
using ((service_id IN (select current_service_ids())));

alter table financial_aid_financialaidpayment drop constraint if exists financial_aid_financialaidpayment_as_its_batch,
add constraint financial_aid_financialaidpayment_as_its_batch
FOREIGN KEY (service_id, fund_id, batch_id) REFERENCES financial_aid_financialaidbatch(service_id, fund_id, id) DEFERRABLE INITIALLY DEFERRED;

alter table financial_aid_financialaidpayment drop constraint if exists financial_aid_financialaidpayment_as_its_request,
add constraint financial_aid_financialaidpayment_as_its_request
FOREIGN KEY (service_id, fund_id, request_id) REFERENCES financial_aid_financialaidrequest(service_id, fund_id, id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
