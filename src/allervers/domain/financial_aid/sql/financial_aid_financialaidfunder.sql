alter table financial_aid_financialaidfunder enable row level security, force row level security;

drop policy if exists maintenance on financial_aid_financialaidfunder;
create policy maintenance on financial_aid_financialaidfunder to current_user
using (true);

drop policy if exists see on financial_aid_financialaidfunder;
create policy see on financial_aid_financialaidfunder for select
using ((service_id IN (select current_service_ids())));

drop policy if exists add on financial_aid_financialaidfunder;
create policy add on financial_aid_financialaidfunder for insert
with check ((service_id IN (select current_service_ids())));

drop policy if exists change on financial_aid_financialaidfunder;
create policy change on financial_aid_financialaidfunder for update
using ((service_id IN (select current_service_ids())));

create or replace trigger forget_trail AFTER DELETE ON financial_aid_financialaidfunder FOR EACH ROW EXECUTE FUNCTION forget_trail('financial_aid_financialaidfunderevent');

alter table financial_aid_financialaidfunder drop constraint if exists financial_aid_financialaidfunder_as_its_request,
add constraint financial_aid_financialaidfunder_as_its_request
FOREIGN KEY (service_id, fund_id, request_id) REFERENCES financial_aid_financialaidrequest(service_id, fund_id, id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
