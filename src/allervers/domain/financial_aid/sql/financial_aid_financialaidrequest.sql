alter table financial_aid_financialaidrequest enable row level security, force row level security;

drop policy if exists maintenance on financial_aid_financialaidrequest;
create policy maintenance on financial_aid_financialaidrequest to current_user
using (true);

drop policy if exists see on financial_aid_financialaidrequest;
create policy see on financial_aid_financialaidrequest for select
using (((service_id IN (select current_service_ids())) OR (author_id = (select current_account_id()))));

drop policy if exists add on financial_aid_financialaidrequest;
create policy add on financial_aid_financialaidrequest for insert
with check (((author_id = (select current_account_id())) AND (fund_id = (select current_organisation_id())) AND (EXISTS ( SELECT 1
   FROM organisations_servedfund
  WHERE ((organisations_servedfund.fund_id = financial_aid_financialaidrequest.fund_id) AND (organisations_servedfund.service_id = financial_aid_financialaidrequest.service_id))))));

drop policy if exists change on financial_aid_financialaidrequest;
create policy change on financial_aid_financialaidrequest for update
using ((service_id IN (select current_service_ids())));

create or replace trigger forget_trail AFTER DELETE ON financial_aid_financialaidrequest FOR EACH ROW EXECUTE FUNCTION forget_trail('financial_aid_financialaidrequestevent');

alter table financial_aid_financialaidrequest drop constraint if exists financial_aid_financialaidrequest_person_same_fund,
add constraint financial_aid_financialaidrequest_person_same_fund
FOREIGN KEY (fund_id, person_id) REFERENCES people_person(fund_id, id) ON DELETE CASCADE;
