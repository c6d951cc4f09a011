alter table financial_aid_financialaidvote enable row level security, force row level security;

drop policy if exists maintenance on financial_aid_financialaidvote;
create policy maintenance on financial_aid_financialaidvote to current_user
using (true);

drop policy if exists see on financial_aid_financialaidvote;
create policy see on financial_aid_financialaidvote for select
using ((service_id IN (select current_service_ids())));

drop policy if exists add on financial_aid_financialaidvote;
create policy add on financial_aid_financialaidvote for insert
with check (((service_id IN (select current_service_ids())) AND (account_id = (select current_account_id()))));

drop policy if exists change on financial_aid_financialaidvote;
create policy change on financial_aid_financialaidvote for update
using (false);

create or replace trigger check_aid_vote BEFORE INSERT ON financial_aid_financialaidvote FOR EACH ROW EXECUTE FUNCTION check_aid_vote();

alter table financial_aid_financialaidvote drop constraint if exists financial_aid_financialaidvote_as_its_request,
add constraint financial_aid_financialaidvote_as_its_request
FOREIGN KEY (service_id, fund_id, request_id) REFERENCES financial_aid_financialaidrequest(service_id, fund_id, id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
