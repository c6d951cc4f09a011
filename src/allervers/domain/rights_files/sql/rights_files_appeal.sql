alter table rights_files_appeal enable row level security, force row level security;

drop policy if exists maintenance on rights_files_appeal;
create policy maintenance on rights_files_appeal to current_user
using (true);

drop policy if exists see on rights_files_appeal;
create policy see on rights_files_appeal for select
using (((fund_id = (select current_organisation_id())) OR (file_id IN ( SELECT rights_files_rightsfile.id
   FROM rights_files_rightsfile))));

drop policy if exists add on rights_files_appeal;
create policy add on rights_files_appeal for insert
with check (((fund_id = (select current_organisation_id())) OR (file_id IN ( SELECT rights_files_rightsfile.id
   FROM rights_files_rightsfile))));

drop policy if exists change on rights_files_appeal;
create policy change on rights_files_appeal for update
using (((fund_id = (select current_organisation_id())) OR (file_id IN ( SELECT rights_files_rightsfile.id
   FROM rights_files_rightsfile))));

alter table rights_files_appeal drop constraint if exists rights_files_appeal_file_id_same_fund,
add constraint rights_files_appeal_file_id_same_fund
FOREIGN KEY (fund_id, file_id) REFERENCES rights_files_rightsfile(fund_id, id) ON DELETE CASCADE;
