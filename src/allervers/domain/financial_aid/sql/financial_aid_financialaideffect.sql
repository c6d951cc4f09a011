alter table financial_aid_financialaideffect enable row level security, force row level security;

drop policy if exists maintenance on financial_aid_financialaideffect;
create policy maintenance on financial_aid_financialaideffect to current_user
using (true);

drop policy if exists see on financial_aid_financialaideffect;
create policy see on financial_aid_financialaideffect for select
using ((service_id IN (select current_service_ids())));

drop policy if exists add on financial_aid_financialaideffect;
create policy add on financial_aid_financialaideffect for insert
with check ((service_id IN (select current_service_ids())));

drop policy if exists change on financial_aid_financialaideffect;
create policy change on financial_aid_financialaideffect for update
using ((service_id IN (select current_service_ids())));

create or replace trigger forget_trail AFTER DELETE ON financial_aid_financialaideffect FOR EACH ROW EXECUTE FUNCTION forget_trail('financial_aid_financialaideffectevent');

alter table financial_aid_financialaideffect drop constraint if exists financial_aid_financialaideffect_as_its_request,
add constraint financial_aid_financialaideffect_as_its_request
FOREIGN KEY (service_id, fund_id, request_id) REFERENCES financial_aid_financialaidrequest(service_id, fund_id, id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
