alter table social_service_socialserviceparticipant enable row level security, force row level security;

drop policy if exists maintenance on social_service_socialserviceparticipant;
create policy maintenance on social_service_socialserviceparticipant to current_user
using (true);

drop policy if exists see on social_service_socialserviceparticipant;
create policy see on social_service_socialserviceparticipant for select
using ((service_id IN (select current_service_ids())));

drop policy if exists add on social_service_socialserviceparticipant;
create policy add on social_service_socialserviceparticipant for insert
with check ((service_id IN (select current_service_ids())));

drop policy if exists change on social_service_socialserviceparticipant;
create policy change on social_service_socialserviceparticipant for update
using ((service_id IN (select current_service_ids())));

create or replace trigger share_social_service_contact AFTER UPDATE ON social_service_socialserviceparticipant FOR EACH ROW EXECUTE FUNCTION share_social_service_contact();

alter table social_service_socialserviceparticipant drop constraint if exists social_service_socialserviceparticipant_as_its_file,
add constraint social_service_socialserviceparticipant_as_its_file
FOREIGN KEY (service_id, fund_id, file_id) REFERENCES social_service_socialservicefile(service_id, fund_id, id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;

alter table social_service_socialserviceparticipant drop constraint if exists social_service_socialserviceparticipant_as_its_group,
add constraint social_service_socialserviceparticipant_as_its_group
FOREIGN KEY (service_id, group_id, capacity) REFERENCES social_service_socialservicegroup(service_id, id, capacity);
