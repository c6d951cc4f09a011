alter table social_service_socialservicefile enable row level security, force row level security;

drop policy if exists maintenance on social_service_socialservicefile;
create policy maintenance on social_service_socialservicefile to current_user
using (true);

drop policy if exists see on social_service_socialservicefile;
create policy see on social_service_socialservicefile for select
using ((service_id IN (select current_service_ids())));

drop policy if exists add on social_service_socialservicefile;
create policy add on social_service_socialservicefile for insert
with check ((service_id IN (select current_service_ids())));

drop policy if exists change on social_service_socialservicefile;
create policy change on social_service_socialservicefile for update
using ((service_id IN (select current_service_ids())));

create or replace trigger forget_trail AFTER DELETE ON social_service_socialservicefile FOR EACH ROW EXECUTE FUNCTION forget_trail('social_service_socialservicefileevent');

create or replace trigger queue_social_service_referral AFTER INSERT ON social_service_socialservicefile FOR EACH ROW EXECUTE FUNCTION queue_social_service_referral();

create or replace trigger share_social_service_contact AFTER INSERT ON social_service_socialservicefile FOR EACH ROW EXECUTE FUNCTION share_social_service_contact();

alter table social_service_socialservicefile drop constraint if exists social_service_socialservicefile_as_its_referral,
add constraint social_service_socialservicefile_as_its_referral
FOREIGN KEY (service_id, fund_id, referral_id) REFERENCES social_service_socialservicereferral(service_id, fund_id, id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
