alter table accompaniment_absence enable row level security, force row level security;

drop policy if exists maintenance on accompaniment_absence;
create policy maintenance on accompaniment_absence to current_user
using (true);

drop policy if exists see on accompaniment_absence;
create policy see on accompaniment_absence for select
using ((fund_id = (select current_organisation_id())));

drop policy if exists add on accompaniment_absence;
create policy add on accompaniment_absence for insert
with check ((fund_id = (select current_organisation_id())));

drop policy if exists change on accompaniment_absence;
create policy change on accompaniment_absence for update
using ((fund_id = (select current_organisation_id())));
