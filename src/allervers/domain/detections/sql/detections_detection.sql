alter table detections_detection enable row level security, force row level security;

drop policy if exists maintenance on detections_detection;
create policy maintenance on detections_detection to current_user
using (true);

drop policy if exists see on detections_detection;
create policy see on detections_detection for select
using ((fund_id = (select current_organisation_id())));

drop policy if exists add on detections_detection;
create policy add on detections_detection for insert
with check ((fund_id = (select current_organisation_id())));

drop policy if exists change on detections_detection;
create policy change on detections_detection for update
using ((fund_id = (select current_organisation_id())));

create or replace trigger forget_trail AFTER DELETE ON detections_detection FOR EACH ROW EXECUTE FUNCTION forget_trail('detections_detectionevent');

alter table detections_detection drop constraint if exists detections_detection_referral_id_same_fund,
add constraint detections_detection_referral_id_same_fund
FOREIGN KEY (fund_id, referral_id) REFERENCES referrals_referral(fund_id, id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
