alter table financial_aid_financialaidrequestevent enable row level security, force row level security;

drop policy if exists maintenance on financial_aid_financialaidrequestevent;
create policy maintenance on financial_aid_financialaidrequestevent to current_user
using (true);

drop policy if exists see on financial_aid_financialaidrequestevent;
create policy see on financial_aid_financialaidrequestevent for select
using ((service_id IN (select current_service_ids())));

drop policy if exists add on financial_aid_financialaidrequestevent;
create policy add on financial_aid_financialaidrequestevent for insert
with check (true);

drop policy if exists change on financial_aid_financialaidrequestevent;
create policy change on financial_aid_financialaidrequestevent for update
using (false);
