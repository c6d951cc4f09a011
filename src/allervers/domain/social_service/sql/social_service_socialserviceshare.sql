alter table social_service_socialserviceshare enable row level security, force row level security;

drop policy if exists maintenance on social_service_socialserviceshare;
create policy maintenance on social_service_socialserviceshare to current_user
using (true);

drop policy if exists see on social_service_socialserviceshare;
create policy see on social_service_socialserviceshare for select
using (((service_id IN (select current_service_ids())) OR (referral_id IN ( SELECT social_service_socialservicereferral.id
   FROM social_service_socialservicereferral
  WHERE (social_service_socialservicereferral.author_id = (select current_account_id()))))));

drop policy if exists add on social_service_socialserviceshare;
create policy add on social_service_socialserviceshare for insert
with check (((service_id IN (select current_service_ids())) AND (author_id = (select current_account_id()))));

drop policy if exists change on social_service_socialserviceshare;
create policy change on social_service_socialserviceshare for update
using (false);

alter table social_service_socialserviceshare drop constraint if exists social_service_socialserviceshare_as_its_referral,
add constraint social_service_socialserviceshare_as_its_referral
FOREIGN KEY (service_id, fund_id, referral_id) REFERENCES social_service_socialservicereferral(service_id, fund_id, id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
