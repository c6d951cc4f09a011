alter table rights_files_letterbatch enable row level security, force row level security;

drop policy if exists maintenance on rights_files_letterbatch;
create policy maintenance on rights_files_letterbatch to current_user
using (true);

drop policy if exists see on rights_files_letterbatch;
create policy see on rights_files_letterbatch for select
using (((sender_id = (select current_organisation_id())) OR (EXISTS ( SELECT 1
   FROM rights_files_sending
  WHERE (rights_files_sending.batch_id = rights_files_letterbatch.id)))));

drop policy if exists add on rights_files_letterbatch;
create policy add on rights_files_letterbatch for insert
with check ((sender_id = (select current_organisation_id())));

drop policy if exists change on rights_files_letterbatch;
create policy change on rights_files_letterbatch for update
using ((sender_id = (select current_organisation_id())));
