alter table figures_caseworkimport enable row level security, force row level security;

drop policy if exists maintenance on figures_caseworkimport;
create policy maintenance on figures_caseworkimport to current_user
using (true);

drop policy if exists see on figures_caseworkimport;
create policy see on figures_caseworkimport for select
using (false);

drop policy if exists add on figures_caseworkimport;
create policy add on figures_caseworkimport for insert
with check (false);

drop policy if exists change on figures_caseworkimport;
create policy change on figures_caseworkimport for update
using (false);
