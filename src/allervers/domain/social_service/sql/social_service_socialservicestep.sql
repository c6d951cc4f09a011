alter table social_service_socialservicestep enable row level security, force row level security;

drop policy if exists maintenance on social_service_socialservicestep;
create policy maintenance on social_service_socialservicestep to current_user
using (true);

drop policy if exists see on social_service_socialservicestep;
create policy see on social_service_socialservicestep for select
using ((service_id IN (select current_service_ids())));

drop policy if exists add on social_service_socialservicestep;
create policy add on social_service_socialservicestep for insert
with check ((service_id IN (select current_service_ids())));

drop policy if exists change on social_service_socialservicestep;
create policy change on social_service_socialservicestep for update
using ((service_id IN (select current_service_ids())));

create or replace trigger forget_trail AFTER DELETE ON social_service_socialservicestep FOR EACH ROW EXECUTE FUNCTION forget_trail('social_service_socialservicestepevent');

alter table social_service_socialservicestep drop constraint if exists social_service_socialservicestep_as_its_file,
add constraint social_service_socialservicestep_as_its_file
FOREIGN KEY (service_id, fund_id, file_id) REFERENCES social_service_socialservicefile(service_id, fund_id, id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
