alter table social_service_socialservicekey enable row level security, force row level security;

drop policy if exists maintenance on social_service_socialservicekey;
create policy maintenance on social_service_socialservicekey to current_user
using (true);

drop policy if exists see on social_service_socialservicekey;
create policy see on social_service_socialservicekey for select
using ((service_id IN (select current_service_ids())));

drop policy if exists add on social_service_socialservicekey;
create policy add on social_service_socialservicekey for insert
with check ((service_id IN (select current_service_ids())));

drop policy if exists change on social_service_socialservicekey;
create policy change on social_service_socialservicekey for update
using (false);
