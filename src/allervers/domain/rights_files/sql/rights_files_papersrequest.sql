alter table rights_files_papersrequest enable row level security, force row level security;

drop policy if exists maintenance on rights_files_papersrequest;
create policy maintenance on rights_files_papersrequest to current_user
using (true);

drop policy if exists see on rights_files_papersrequest;
create policy see on rights_files_papersrequest for select
using (((fund_id = (select current_organisation_id())) OR (file_id IN ( SELECT rights_files_rightsfile.id
   FROM rights_files_rightsfile))));

drop policy if exists add on rights_files_papersrequest;
create policy add on rights_files_papersrequest for insert
with check (((fund_id = (select current_organisation_id())) OR (file_id IN ( SELECT rights_files_rightsfile.id
   FROM rights_files_rightsfile))));

drop policy if exists change on rights_files_papersrequest;
create policy change on rights_files_papersrequest for update
using (((fund_id = (select current_organisation_id())) OR (file_id IN ( SELECT rights_files_rightsfile.id
   FROM rights_files_rightsfile))));

create or replace trigger papers_request_notes_what_binds BEFORE INSERT ON rights_files_papersrequest FOR EACH ROW EXECUTE FUNCTION papers_request_notes_what_binds();

alter table rights_files_papersrequest drop constraint if exists rights_files_papersrequest_file_id_same_fund,
add constraint rights_files_papersrequest_file_id_same_fund
FOREIGN KEY (fund_id, file_id) REFERENCES rights_files_rightsfile(fund_id, id) ON DELETE CASCADE;
