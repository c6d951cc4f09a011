alter table social_service_socialservicenotekey enable row level security, force row level security;

drop policy if exists maintenance on social_service_socialservicenotekey;
create policy maintenance on social_service_socialservicenotekey to current_user
using (true);

drop policy if exists see on social_service_socialservicenotekey;
create policy see on social_service_socialservicenotekey for select
using (((service_id IN (select current_service_ids())) AND ((reader_id = (select current_account_id())) OR (note_id IN (select own_social_service_notes())) OR (note_id IN (select social_service_notes_by_exception())))));

drop policy if exists add on social_service_socialservicenotekey;
create policy add on social_service_socialservicenotekey for insert
with check (((service_id IN (select current_service_ids())) AND (note_id IN (select own_social_service_notes())) AND (EXISTS ( SELECT 1
   FROM organisations_servicemember
  WHERE ((organisations_servicemember.service_id = social_service_socialservicenotekey.service_id) AND (organisations_servicemember.account_id = social_service_socialservicenotekey.reader_id) AND (organisations_servicemember.left_at IS NULL))))));

drop policy if exists change on social_service_socialservicenotekey;
create policy change on social_service_socialservicenotekey for update
using (false);

alter table social_service_socialservicenotekey drop constraint if exists social_service_socialservicenotekey_as_its_note,
add constraint social_service_socialservicenotekey_as_its_note
FOREIGN KEY (service_id, fund_id, note_id) REFERENCES social_service_socialservicenote(service_id, fund_id, id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
