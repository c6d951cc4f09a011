alter table financial_aid_financialaiddecision enable row level security, force row level security;

drop policy if exists maintenance on financial_aid_financialaiddecision;
create policy maintenance on financial_aid_financialaiddecision to current_user
using (true);

drop policy if exists see on financial_aid_financialaiddecision;
create policy see on financial_aid_financialaiddecision for select
using ((service_id IN (select current_service_ids())));

drop policy if exists add on financial_aid_financialaiddecision;
create policy add on financial_aid_financialaiddecision for insert
with check (((service_id IN (select current_service_ids())) AND (decided_by_id = (select current_account_id()))));

drop policy if exists change on financial_aid_financialaiddecision;
create policy change on financial_aid_financialaiddecision for update
using (false);

create or replace trigger check_aid_decision BEFORE INSERT ON financial_aid_financialaiddecision FOR EACH ROW EXECUTE FUNCTION check_aid_decision();

alter table financial_aid_financialaiddecision drop constraint if exists financial_aid_financialaiddecision_as_its_request,
add constraint financial_aid_financialaiddecision_as_its_request
FOREIGN KEY (service_id, fund_id, request_id) REFERENCES financial_aid_financialaidrequest(service_id, fund_id, id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
