alter table detections_detectionreason enable row level security, force row level security;

drop policy if exists maintenance on detections_detectionreason;
create policy maintenance on detections_detectionreason to current_user
using (true);

drop policy if exists see on detections_detectionreason;
create policy see on detections_detectionreason for select
using ((fund_id = (select current_organisation_id())));

drop policy if exists add on detections_detectionreason;
create policy add on detections_detectionreason for insert
with check ((fund_id = (select current_organisation_id())));

drop policy if exists change on detections_detectionreason;
create policy change on detections_detectionreason for update
using ((fund_id = (select current_organisation_id())));

alter table detections_detectionreason drop constraint if exists detections_detectionreason_detection_id_same_fund,
add constraint detections_detectionreason_detection_id_same_fund
FOREIGN KEY (fund_id, detection_id) REFERENCES detections_detection(fund_id, id) ON DELETE CASCADE;
