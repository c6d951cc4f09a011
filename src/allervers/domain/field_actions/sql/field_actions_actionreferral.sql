alter table field_actions_actionreferral enable row level security, force row level security;

drop policy if exists maintenance on field_actions_actionreferral;
create policy maintenance on field_actions_actionreferral to current_user
using (true);

drop policy if exists see on field_actions_actionreferral;
create policy see on field_actions_actionreferral for select
using ((fund_id = (select current_organisation_id())));

drop policy if exists add on field_actions_actionreferral;
create policy add on field_actions_actionreferral for insert
with check ((fund_id = (select current_organisation_id())));

drop policy if exists change on field_actions_actionreferral;
create policy change on field_actions_actionreferral for update
using (false);

alter table field_actions_actionreferral drop constraint if exists field_actions_actionreferral_action_id_same_fund,
add constraint field_actions_actionreferral_action_id_same_fund
FOREIGN KEY (fund_id, action_id) REFERENCES field_actions_fieldaction(fund_id, id);

alter table field_actions_actionreferral drop constraint if exists field_actions_actionreferral_referral_id_same_fund,
add constraint field_actions_actionreferral_referral_id_same_fund
FOREIGN KEY (fund_id, referral_id) REFERENCES referrals_referral(fund_id, id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
