alter table detections_detectioncall enable row level security, force row level security;

drop policy if exists maintenance on detections_detectioncall;
create policy maintenance on detections_detectioncall to current_user
using (true);

drop policy if exists see on detections_detectioncall;
create policy see on detections_detectioncall for select
using ((fund_id = (select current_organisation_id())));

drop policy if exists add on detections_detectioncall;
create policy add on detections_detectioncall for insert
with check ((fund_id = (select current_organisation_id())));

drop policy if exists change on detections_detectioncall;
create policy change on detections_detectioncall for update
using ((fund_id = (select current_organisation_id())));

alter table detections_detectioncall drop constraint if exists detections_detectioncall_detection_id_same_fund,
add constraint detections_detectioncall_detection_id_same_fund
FOREIGN KEY (fund_id, detection_id) REFERENCES detections_detection(fund_id, id) ON DELETE CASCADE;
