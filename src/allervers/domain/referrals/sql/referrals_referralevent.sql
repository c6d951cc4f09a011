alter table referrals_referralevent enable row level security, force row level security;

drop policy if exists maintenance on referrals_referralevent;
create policy maintenance on referrals_referralevent to current_user
using (true);

drop policy if exists see on referrals_referralevent;
create policy see on referrals_referralevent for select
using (((fund_id = (select current_organisation_id())) AND (NOT (pgh_obj_id IN (select protected_rows())))));

drop policy if exists add on referrals_referralevent;
create policy add on referrals_referralevent for insert
with check (true);

drop policy if exists change on referrals_referralevent;
create policy change on referrals_referralevent for update
using (false);
