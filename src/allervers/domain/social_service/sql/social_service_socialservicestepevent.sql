alter table social_service_socialservicestepevent enable row level security, force row level security;

drop policy if exists maintenance on social_service_socialservicestepevent;
create policy maintenance on social_service_socialservicestepevent to current_user
using (true);

drop policy if exists see on social_service_socialservicestepevent;
create policy see on social_service_socialservicestepevent for select
using ((service_id IN (select current_service_ids())));

drop policy if exists add on social_service_socialservicestepevent;
create policy add on social_service_socialservicestepevent for insert
with check (true);

drop policy if exists change on social_service_socialservicestepevent;
create policy change on social_service_socialservicestepevent for update
using (false);
