alter table figures_countedmonth enable row level security, force row level security;

drop policy if exists maintenance on figures_countedmonth;
create policy maintenance on figures_countedmonth to current_user
using (true);

drop policy if exists see on figures_countedmonth;
create policy see on figures_countedmonth for select
using (((fund_id = (select current_organisation_id())) OR (select sees_nation())));

drop policy if exists count on figures_countedmonth;
create policy count on figures_countedmonth
using (((select sees_nation()) AND ((select current_account_id()) IS NULL)));
