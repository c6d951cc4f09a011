alter table programmes_programme enable row level security, force row level security;

drop policy if exists maintenance on programmes_programme;
create policy maintenance on programmes_programme to current_user
using (true);

drop policy if exists see on programmes_programme;
create policy see on programmes_programme for select
using (((select runs_programmes()) OR (select sees_nation()) OR ((select current_organisation_id()) IS NOT NULL)));

drop policy if exists add on programmes_programme;
create policy add on programmes_programme for insert
with check ((select runs_programmes()));

drop policy if exists change on programmes_programme;
create policy change on programmes_programme for update
using ((select runs_programmes()));
