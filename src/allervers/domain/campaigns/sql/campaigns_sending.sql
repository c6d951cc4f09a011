alter table campaigns_sending enable row level security, force row level security;

drop policy if exists maintenance on campaigns_sending;
create policy maintenance on campaigns_sending to current_user
using (true);

drop policy if exists see on campaigns_sending;
create policy see on campaigns_sending for select
using ((fund_id = (select current_organisation_id())));

drop policy if exists add on campaigns_sending;
create policy add on campaigns_sending for insert
with check ((fund_id = (select current_organisation_id())));

drop policy if exists change on campaigns_sending;
create policy change on campaigns_sending for update
using ((fund_id = (select current_organisation_id())));

alter table campaigns_sending drop constraint if exists campaigns_sending_batch_id_same_campaign,
add constraint campaigns_sending_batch_id_same_campaign
FOREIGN KEY (fund_id, campaign_id, batch_id) REFERENCES campaigns_letterbatch(fund_id, campaign_id, id);

alter table campaigns_sending drop constraint if exists campaigns_sending_campaign_id_same_fund,
add constraint campaigns_sending_campaign_id_same_fund
FOREIGN KEY (fund_id, campaign_id) REFERENCES campaigns_campaign(fund_id, id) ON DELETE CASCADE;

alter table campaigns_sending drop constraint if exists campaigns_sending_member_id_same_campaign,
add constraint campaigns_sending_member_id_same_campaign
FOREIGN KEY (fund_id, campaign_id, member_id) REFERENCES campaigns_member(fund_id, campaign_id, id) ON DELETE CASCADE;
