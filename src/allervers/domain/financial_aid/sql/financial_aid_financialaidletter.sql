alter table financial_aid_financialaidletter enable row level security, force row level security;

drop policy if exists maintenance on financial_aid_financialaidletter;
create policy maintenance on financial_aid_financialaidletter to current_user
using (true);

drop policy if exists see on financial_aid_financialaidletter;
create policy see on financial_aid_financialaidletter for select
using ((service_id IN (select current_service_ids())));

drop policy if exists add on financial_aid_financialaidletter;
create policy add on financial_aid_financialaidletter for insert
with check ((service_id IN (select current_service_ids())));

drop policy if exists change on financial_aid_financialaidletter;
create policy change on financial_aid_financialaidletter for update
using (false);

alter table financial_aid_financialaidletter drop constraint if exists financial_aid_financialaidletter_as_its_request,
add constraint financial_aid_financialaidletter_as_its_request
FOREIGN KEY (service_id, fund_id, request_id) REFERENCES financial_aid_financialaidrequest(service_id, fund_id, id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
