alter table snapshots_snapshot enable row level security, force row level security;

drop policy if exists maintenance on snapshots_snapshot;
create policy maintenance on snapshots_snapshot to current_user
using (true);

drop policy if exists see on snapshots_snapshot;
create policy see on snapshots_snapshot for select
using (((fund_id = (select current_organisation_id())) OR ((fund_id IS NULL) AND (select sees_nation()))));

drop policy if exists add on snapshots_snapshot;
create policy add on snapshots_snapshot for insert
with check (((fund_id = (select current_organisation_id())) OR ((fund_id IS NULL) AND (select sees_nation()))));

drop policy if exists change on snapshots_snapshot;
create policy change on snapshots_snapshot for update
using (false);
