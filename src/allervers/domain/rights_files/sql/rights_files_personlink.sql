alter table rights_files_personlink enable row level security, force row level security;

drop policy if exists maintenance on rights_files_personlink;
create policy maintenance on rights_files_personlink to current_user
using (true);

drop policy if exists see on rights_files_personlink;
create policy see on rights_files_personlink for select
using (((fund_id = (select current_organisation_id())) OR (file_id IN ( SELECT rights_files_rightsfile.id
   FROM rights_files_rightsfile))));

drop policy if exists add on rights_files_personlink;
create policy add on rights_files_personlink for insert
with check (false);

drop policy if exists change on rights_files_personlink;
create policy change on rights_files_personlink for update
using (false);

alter table rights_files_personlink drop constraint if exists rights_files_personlink_file_id_same_fund,
add constraint rights_files_personlink_file_id_same_fund
FOREIGN KEY (fund_id, file_id) REFERENCES rights_files_rightsfile(fund_id, id) ON DELETE CASCADE;
