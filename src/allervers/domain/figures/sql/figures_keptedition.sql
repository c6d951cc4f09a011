alter table figures_keptedition enable row level security, force row level security;

drop policy if exists maintenance on figures_keptedition;
create policy maintenance on figures_keptedition to current_user
using (true);

drop policy if exists see on figures_keptedition;
create policy see on figures_keptedition for select
using ((select sees_nation()));

drop policy if exists add on figures_keptedition;
create policy add on figures_keptedition for insert
with check (((select sees_nation()) AND ((select current_account_id()) IS NULL)));

drop policy if exists change on figures_keptedition;
create policy change on figures_keptedition for update
using (((select sees_nation()) AND ((select current_account_id()) IS NULL)));
