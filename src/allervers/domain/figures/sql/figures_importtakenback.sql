alter table figures_importtakenback enable row level security, force row level security;

drop policy if exists maintenance on figures_importtakenback;
create policy maintenance on figures_importtakenback to current_user
using (true);

drop policy if exists see on figures_importtakenback;
create policy see on figures_importtakenback for select
using (false);

drop policy if exists add on figures_importtakenback;
create policy add on figures_importtakenback for insert
with check (false);

drop policy if exists change on figures_importtakenback;
create policy change on figures_importtakenback for update
using (false);
