alter table social_service_socialservicereferralevent enable row level security, force row level security;

drop policy if exists maintenance on social_service_socialservicereferralevent;
create policy maintenance on social_service_socialservicereferralevent to current_user
using (true);

drop policy if exists see on social_service_socialservicereferralevent;
create policy see on social_service_socialservicereferralevent for select
using (((service_id IN (select current_service_ids())) AND (NOT (pgh_obj_id IN (select protected_rows())))));

drop policy if exists add on social_service_socialservicereferralevent;
create policy add on social_service_socialservicereferralevent for insert
with check (true);

drop policy if exists change on social_service_socialservicereferralevent;
create policy change on social_service_socialservicereferralevent for update
using (false);
