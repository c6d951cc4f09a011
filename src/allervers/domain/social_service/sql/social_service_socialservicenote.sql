alter table social_service_socialservicenote enable row level security, force row level security;

drop policy if exists maintenance on social_service_socialservicenote;
create policy maintenance on social_service_socialservicenote to current_user
using (true);

drop policy if exists see on social_service_socialservicenote;
create policy see on social_service_socialservicenote for select
using (((service_id IN (select current_service_ids())) AND ((author_id = (select current_account_id())) OR (id IN ( SELECT social_service_socialservicenotekey.note_id
   FROM social_service_socialservicenotekey
  WHERE (social_service_socialservicenotekey.reader_id = (select current_account_id())))) OR (id IN (select social_service_notes_by_exception())))));

drop policy if exists add on social_service_socialservicenote;
create policy add on social_service_socialservicenote for insert
with check (((service_id IN (select current_service_ids())) AND (author_id = (select current_account_id()))));

drop policy if exists change on social_service_socialservicenote;
create policy change on social_service_socialservicenote for update
using (false);

alter table social_service_socialservicenote drop constraint if exists social_service_socialservicenote_as_its_file,
add constraint social_service_socialservicenote_as_its_file
FOREIGN KEY (service_id, fund_id, file_id) REFERENCES social_service_socialservicefile(service_id, fund_id, id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
