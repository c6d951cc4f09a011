alter table organisations_signintries enable row level security, force row level security;

drop policy if exists maintenance on organisations_signintries;
create policy maintenance on organisations_signintries to current_user
using (true);

drop policy if exists see on organisations_signintries;
create policy see on organisations_signintries for select
using (false);

drop policy if exists add on organisations_signintries;
create policy add on organisations_signintries for insert
with check (false);

drop policy if exists change on organisations_signintries;
create policy change on organisations_signintries for update
using (false);
