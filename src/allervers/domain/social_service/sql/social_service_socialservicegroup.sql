alter table social_service_socialservicegroup enable row level security, force row level security;

drop policy if exists maintenance on social_service_socialservicegroup;
create policy maintenance on social_service_socialservicegroup to current_user
using (true);

drop policy if exists see on social_service_socialservicegroup;
create policy see on social_service_socialservicegroup for select
using ((service_id IN (select current_service_ids())));

drop policy if exists add on social_service_socialservicegroup;
create policy add on social_service_socialservicegroup for insert
with check ((service_id IN (select current_service_ids())));

drop policy if exists change on social_service_socialservicegroup;
create policy change on social_service_socialservicegroup for update
using ((service_id IN (select current_service_ids())));
