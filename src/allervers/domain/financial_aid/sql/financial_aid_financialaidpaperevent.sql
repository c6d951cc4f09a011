alter table financial_aid_financialaidpaperevent enable row level security, force row level security;

drop policy if exists maintenance on financial_aid_financialaidpaperevent;
create policy maintenance on financial_aid_financialaidpaperevent to current_user
using (true);

drop policy if exists see on financial_aid_financialaidpaperevent;
create policy see on financial_aid_financialaidpaperevent for select
using ((service_id IN (select current_service_ids())));

drop policy if exists add on financial_aid_financialaidpaperevent;
create policy add on financial_aid_financialaidpaperevent for insert
with check (true);

drop policy if exists change on financial_aid_financialaidpaperevent;
create policy change on financial_aid_financialaidpaperevent for update
using (false);
