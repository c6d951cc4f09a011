alter table financial_aid_financialaidmovement enable row level security, force row level security;

drop policy if exists maintenance on financial_aid_financialaidmovement;
create policy maintenance on financial_aid_financialaidmovement to current_user
using (true);

drop policy if exists see on financial_aid_financialaidmovement;
create policy see on financial_aid_financialaidmovement for select
using ((service_id IN (select current_service_ids())));

drop policy if exists add on financial_aid_financialaidmovement;
create policy add on financial_aid_financialaidmovement for insert
with check (((service_id IN (select current_service_ids())) AND (by_id = (select current_account_id()))));

drop policy if exists change on financial_aid_financialaidmovement;
create policy change on financial_aid_financialaidmovement for update
using (false);

create or replace trigger move_aid_budget AFTER INSERT ON financial_aid_financialaidmovement FOR EACH ROW EXECUTE FUNCTION move_aid_budget();

alter table financial_aid_financialaidmovement drop constraint if exists financial_aid_financialaidmovement_as_its_budget,
add constraint financial_aid_financialaidmovement_as_its_budget
FOREIGN KEY (service_id, fund_id, budget_id) REFERENCES financial_aid_financialaidbudget(service_id, fund_id, id) DEFERRABLE INITIALLY DEFERRED;
