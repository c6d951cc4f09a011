alter table financial_aid_financialaideffectevent enable row level security, force row level security;

drop policy if exists maintenance on financial_aid_financialaideffectevent;
create policy maintenance on financial_aid_financialaideffectevent to current_user
using (true);

drop policy if exists see on financial_aid_financialaideffectevent;
create policy see on financial_aid_financialaideffectevent for select
using ((service_id IN (select current_service_ids())));

drop policy if exists add on financial_aid_financialaideffectevent;
create policy add on financial_aid_financialaideffectevent for insert
with check (true);

drop policy if exists change on financial_aid_financialaideffectevent;
create policy change on financial_aid_financialaideffectevent for update
using (false);
