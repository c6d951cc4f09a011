alter table figures_importedfact enable row level security, force row level security;

drop policy if exists maintenance on figures_importedfact;
create policy maintenance on figures_importedfact to current_user
using (true);

drop policy if exists see on figures_importedfact;
create policy see on figures_importedfact for select
using (false);

drop policy if exists add on figures_importedfact;
create policy add on figures_importedfact for insert
with check (false);

drop policy if exists change on figures_importedfact;
create policy change on figures_importedfact for update
using (false);
