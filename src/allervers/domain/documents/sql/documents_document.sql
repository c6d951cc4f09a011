alter table documents_document enable row level security, force row level security;

drop policy if exists maintenance on documents_document;
create policy maintenance on documents_document to current_user
using (true);

drop policy if exists see on documents_document;
create policy see on documents_document for select
using ((((fund_id = (select current_organisation_id())) AND ((service_id IS NULL) OR (service_id IN (select current_service_ids())) OR ((select current_account_id()) IS NULL))) OR (author_id = (select current_account_id())) OR (id IN ( SELECT rights_files_suppliedpaper.document_id
   FROM rights_files_suppliedpaper))));

drop policy if exists add on documents_document;
create policy add on documents_document for insert
with check ((((fund_id = (select current_organisation_id())) AND ((service_id IS NULL) OR (service_id IN (select current_service_ids())) OR ((select current_account_id()) IS NULL))) OR (author_id = (select current_account_id())) OR (id IN ( SELECT rights_files_suppliedpaper.document_id
   FROM rights_files_suppliedpaper))));

drop policy if exists change on documents_document;
create policy change on documents_document for update
using ((((fund_id = (select current_organisation_id())) AND ((service_id IS NULL) OR (service_id IN (select current_service_ids())) OR ((select current_account_id()) IS NULL))) OR (author_id = (select current_account_id())) OR (id IN ( SELECT rights_files_suppliedpaper.document_id
   FROM rights_files_suppliedpaper))));
