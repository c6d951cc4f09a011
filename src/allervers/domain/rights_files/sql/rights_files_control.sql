alter table rights_files_control enable row level security, force row level security;

drop policy if exists maintenance on rights_files_control;
create policy maintenance on rights_files_control to current_user
using (true);

drop policy if exists see on rights_files_control;
create policy see on rights_files_control for select
using (((fund_id = (select current_organisation_id())) OR (file_id IN ( SELECT rights_files_rightsfile.id
   FROM rights_files_rightsfile))));

drop policy if exists add on rights_files_control;
create policy add on rights_files_control for insert
with check (((fund_id = (select current_organisation_id())) OR (file_id IN ( SELECT rights_files_rightsfile.id
   FROM rights_files_rightsfile))));

drop policy if exists change on rights_files_control;
create policy change on rights_files_control for update
using (((fund_id = (select current_organisation_id())) OR (file_id IN ( SELECT rights_files_rightsfile.id
   FROM rights_files_rightsfile))));

alter table rights_files_control drop constraint if exists rights_files_control_file_id_same_fund,
add constraint rights_files_control_file_id_same_fund
FOREIGN KEY (fund_id, file_id) REFERENCES rights_files_rightsfile(fund_id, id) ON DELETE CASCADE;
