alter table rights_files_decision enable row level security, force row level security;

drop policy if exists maintenance on rights_files_decision;
create policy maintenance on rights_files_decision to current_user
using (true);

drop policy if exists see on rights_files_decision;
create policy see on rights_files_decision for select
using (((fund_id = (select current_organisation_id())) OR (file_id IN ( SELECT rights_files_rightsfile.id
   FROM rights_files_rightsfile))));

drop policy if exists add on rights_files_decision;
create policy add on rights_files_decision for insert
with check (((fund_id = (select current_organisation_id())) OR (file_id IN ( SELECT rights_files_rightsfile.id
   FROM rights_files_rightsfile))));

drop policy if exists change on rights_files_decision;
create policy change on rights_files_decision for update
using (((fund_id = (select current_organisation_id())) OR (file_id IN ( SELECT rights_files_rightsfile.id
   FROM rights_files_rightsfile))));

create or replace trigger decision_is_kept BEFORE UPDATE ON rights_files_decision FOR EACH ROW EXECUTE FUNCTION decision_is_kept();

alter table rights_files_decision drop constraint if exists rights_files_decision_file_id_same_fund,
add constraint rights_files_decision_file_id_same_fund
FOREIGN KEY (fund_id, file_id) REFERENCES rights_files_rightsfile(fund_id, id) ON DELETE CASCADE;
