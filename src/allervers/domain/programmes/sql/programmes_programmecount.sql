alter table programmes_programmecount enable row level security, force row level security;

drop policy if exists maintenance on programmes_programmecount;
create policy maintenance on programmes_programmecount to current_user
using (true);

drop policy if exists see on programmes_programmecount;
create policy see on programmes_programmecount for select
using (((select runs_programmes()) OR (select sees_nation()) OR (fund_id = (select current_organisation_id()))));
