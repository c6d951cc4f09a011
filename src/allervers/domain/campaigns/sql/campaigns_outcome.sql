alter table campaigns_outcome enable row level security, force row level security;

drop policy if exists maintenance on campaigns_outcome;
create policy maintenance on campaigns_outcome to current_user
using (true);

drop policy if exists see on campaigns_outcome;
create policy see on campaigns_outcome for select
using ((fund_id = (select current_organisation_id())));

drop policy if exists add on campaigns_outcome;
create policy add on campaigns_outcome for insert
with check ((fund_id = (select current_organisation_id())));

drop policy if exists change on campaigns_outcome;
create policy change on campaigns_outcome for update
using ((fund_id = (select current_organisation_id())));

alter table campaigns_outcome drop constraint if exists campaigns_outcome_campaign_id_same_fund,
add constraint campaigns_outcome_campaign_id_same_fund
FOREIGN KEY (fund_id, campaign_id) REFERENCES campaigns_campaign(fund_id, id) ON DELETE CASCADE;

alter table campaigns_outcome drop constraint if exists campaigns_outcome_member_id_same_campaign,
add constraint campaigns_outcome_member_id_same_campaign
FOREIGN KEY (fund_id, campaign_id, member_id) REFERENCES campaigns_member(fund_id, campaign_id, id) ON DELETE CASCADE;
