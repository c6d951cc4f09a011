alter table financial_aid_financialaidseat enable row level security, force row level security;

drop policy if exists maintenance on financial_aid_financialaidseat;
create policy maintenance on financial_aid_financialaidseat to current_user
using (true);

drop policy if exists see on financial_aid_financialaidseat;
create policy see on financial_aid_financialaidseat for select
using ((service_id IN (select current_service_ids())));

drop policy if exists add on financial_aid_financialaidseat;
create policy add on financial_aid_financialaidseat for insert
with check ((service_id IN (select current_service_ids())));

drop policy if exists change on financial_aid_financialaidseat;
create policy change on financial_aid_financialaidseat for update
using (false);

alter table financial_aid_financialaidseat drop constraint if exists financial_aid_financialaidseat_as_its_session,
add constraint financial_aid_financialaidseat_as_its_session
FOREIGN KEY (service_id, fund_id, session_id) REFERENCES financial_aid_financialaidsession(service_id, fund_id, id) DEFERRABLE INITIALLY DEFERRED;
