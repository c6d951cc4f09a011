alter table detections_detectionevent enable row level security, force row level security;

drop policy if exists maintenance on detections_detectionevent;
create policy maintenance on detections_detectionevent to current_user
using (true);

drop policy if exists see on detections_detectionevent;
create policy see on detections_detectionevent for select
using ((fund_id = (select current_organisation_id())));

drop policy if exists add on detections_detectionevent;
create policy add on detections_detectionevent for insert
with check (true);

drop policy if exists change on detections_detectionevent;
create policy change on detections_detectionevent for update
using (false);

create index if not exists detection_event_by_detection ON public.detections_detectionevent USING btree (pgh_obj_id);
