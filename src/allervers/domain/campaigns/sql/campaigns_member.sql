alter table campaigns_member enable row level security, force row level security;

drop policy if exists maintenance on campaigns_member;
create policy maintenance on campaigns_member to current_user
using (true);

drop policy if exists see on campaigns_member;
create policy see on campaigns_member for select
using ((fund_id = (select current_organisation_id())));

drop policy if exists add on campaigns_member;
create policy add on campaigns_member for insert
with check ((fund_id = (select current_organisation_id())));

drop policy if exists change on campaigns_member;
create policy change on campaigns_member for update
using ((fund_id = (select current_organisation_id())));

create or replace trigger frozen_audience BEFORE INSERT OR DELETE OR UPDATE OF number, household, channel, arm, exclusion, campaign_id ON campaigns_member FOR EACH ROW EXECUTE FUNCTION refuse_frozen_audience();

alter table campaigns_member drop constraint if exists campaigns_member_campaign_id_same_fund,
add constraint campaigns_member_campaign_id_same_fund
FOREIGN KEY (fund_id, campaign_id) REFERENCES campaigns_campaign(fund_id, id) ON DELETE CASCADE;
