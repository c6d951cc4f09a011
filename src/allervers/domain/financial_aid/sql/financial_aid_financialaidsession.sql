alter table financial_aid_financialaidsession enable row level security, force row level security;

drop policy if exists maintenance on financial_aid_financialaidsession;
create policy maintenance on financial_aid_financialaidsession to current_user
using (true);

drop policy if exists see on financial_aid_financialaidsession;
create policy see on financial_aid_financialaidsession for select
using ((service_id IN (select current_service_ids())));

drop policy if exists add on financial_aid_financialaidsession;
create policy add on financial_aid_financialaidsession for insert
with check (((service_id IN (select current_service_ids())) AND (EXISTS ( SELECT 1
   FROM organisations_servedfund
  WHERE ((organisations_servedfund.fund_id = financial_aid_financialaidsession.fund_id) AND (organisations_servedfund.service_id = financial_aid_financialaidsession.service_id))))));

drop policy if exists change on financial_aid_financialaidsession;
create policy change on financial_aid_financialaidsession for update
using (((service_id IN (select current_service_ids())) AND (closed_at IS NULL)))
with check (((service_id IN (select current_service_ids())) AND ((closed_at IS NULL) OR (held_on <= ((closed_at AT TIME ZONE 'Europe/Paris'::text))::date))));
