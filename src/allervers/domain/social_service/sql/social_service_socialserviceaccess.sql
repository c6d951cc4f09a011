alter table social_service_socialserviceaccess enable row level security, force row level security;

drop policy if exists maintenance on social_service_socialserviceaccess;
create policy maintenance on social_service_socialserviceaccess to current_user
using (true);

drop policy if exists see on social_service_socialserviceaccess;
create policy see on social_service_socialserviceaccess for select
using ((service_id IN (select current_service_ids())));

drop policy if exists add on social_service_socialserviceaccess;
create policy add on social_service_socialserviceaccess for insert
with check (((service_id IN (select current_service_ids())) AND (account_id = (select current_account_id())) AND (opened_at = statement_timestamp())));

drop policy if exists change on social_service_socialserviceaccess;
create policy change on social_service_socialserviceaccess for update
using (false);

alter table social_service_socialserviceaccess drop constraint if exists social_service_socialserviceaccess_as_its_file,
add constraint social_service_socialserviceaccess_as_its_file
FOREIGN KEY (service_id, fund_id, file_id) REFERENCES social_service_socialservicefile(service_id, fund_id, id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
