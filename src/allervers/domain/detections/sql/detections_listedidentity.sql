alter table detections_listedidentity enable row level security, force row level security;

drop policy if exists maintenance on detections_listedidentity;
create policy maintenance on detections_listedidentity to current_user
using (true);

drop policy if exists see on detections_listedidentity;
create policy see on detections_listedidentity for select
using ((fund_id = (select current_organisation_id())));

drop policy if exists add on detections_listedidentity;
create policy add on detections_listedidentity for insert
with check ((fund_id = (select current_organisation_id())));

drop policy if exists change on detections_listedidentity;
create policy change on detections_listedidentity for update
using ((fund_id = (select current_organisation_id())));
