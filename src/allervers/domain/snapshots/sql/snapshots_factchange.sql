alter table snapshots_factchange enable row level security, force row level security;

drop policy if exists maintenance on snapshots_factchange;
create policy maintenance on snapshots_factchange to current_user
using (true);

drop policy if exists see on snapshots_factchange;
create policy see on snapshots_factchange for select
using (((fund_id = (select current_organisation_id())) OR (select sees_nation())));

drop policy if exists add on snapshots_factchange;
create policy add on snapshots_factchange for insert
with check (false);

drop policy if exists change on snapshots_factchange;
create policy change on snapshots_factchange for update
using (false);
