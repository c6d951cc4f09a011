alter table campaigns_letterbatch enable row level security, force row level security;

drop policy if exists maintenance on campaigns_letterbatch;
create policy maintenance on campaigns_letterbatch to current_user
using (true);

drop policy if exists see on campaigns_letterbatch;
create policy see on campaigns_letterbatch for select
using ((fund_id = (select current_organisation_id())));

drop policy if exists add on campaigns_letterbatch;
create policy add on campaigns_letterbatch for insert
with check ((fund_id = (select current_organisation_id())));

drop policy if exists change on campaigns_letterbatch;
create policy change on campaigns_letterbatch for update
using ((fund_id = (select current_organisation_id())));

alter table campaigns_letterbatch drop constraint if exists campaigns_letterbatch_campaign_id_same_fund,
add constraint campaigns_letterbatch_campaign_id_same_fund
FOREIGN KEY (fund_id, campaign_id) REFERENCES campaigns_campaign(fund_id, id) ON DELETE CASCADE;
