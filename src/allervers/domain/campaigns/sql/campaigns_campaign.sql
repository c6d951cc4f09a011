alter table campaigns_campaign enable row level security, force row level security;

drop policy if exists maintenance on campaigns_campaign;
create policy maintenance on campaigns_campaign to current_user
using (true);

drop policy if exists see on campaigns_campaign;
create policy see on campaigns_campaign for select
using ((fund_id = (select current_organisation_id())));

drop policy if exists add on campaigns_campaign;
create policy add on campaigns_campaign for insert
with check ((fund_id = (select current_organisation_id())));

drop policy if exists change on campaigns_campaign;
create policy change on campaigns_campaign for update
using ((fund_id = (select current_organisation_id())));
