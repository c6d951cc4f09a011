alter table social_service_socialservicequeue enable row level security, force row level security;

drop policy if exists maintenance on social_service_socialservicequeue;
create policy maintenance on social_service_socialservicequeue to current_user
using (true);

drop policy if exists see on social_service_socialservicequeue;
create policy see on social_service_socialservicequeue for select
using ((service_id IN (select current_service_ids())));

drop policy if exists add on social_service_socialservicequeue;
create policy add on social_service_socialservicequeue for insert
with check (false);

drop policy if exists change on social_service_socialservicequeue;
create policy change on social_service_socialservicequeue for update
using (false);

alter table social_service_socialservicequeue drop constraint if exists social_service_socialservicequeue_as_its_referral,
add constraint social_service_socialservicequeue_as_its_referral
FOREIGN KEY (service_id, fund_id, referral_id) REFERENCES social_service_socialservicereferral(service_id, fund_id, id) ON DELETE CASCADE;
