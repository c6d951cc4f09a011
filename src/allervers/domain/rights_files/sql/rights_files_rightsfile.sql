alter table rights_files_rightsfile enable row level security, force row level security;

drop policy if exists maintenance on rights_files_rightsfile;
create policy maintenance on rights_files_rightsfile to current_user
using (true);

drop policy if exists see on rights_files_rightsfile;
create policy see on rights_files_rightsfile for select
using (((fund_id = (select current_organisation_id())) OR (handled_by_id = (select current_organisation_id())) OR (deposited_by_id = (select current_account_id()))));

drop policy if exists add on rights_files_rightsfile;
create policy add on rights_files_rightsfile for insert
with check (((fund_id = (select current_organisation_id())) OR (handled_by_id = (select current_organisation_id())) OR (deposited_by_id = (select current_account_id()))));

drop policy if exists change on rights_files_rightsfile;
create policy change on rights_files_rightsfile for update
using (((fund_id = (select current_organisation_id())) OR (handled_by_id = (select current_organisation_id())) OR (deposited_by_id = (select current_account_id()))));

drop policy if exists visit on rights_files_rightsfile;
create policy visit on rights_files_rightsfile for select
using ((id = (select visited_file_id())));

create or replace trigger forget_sealed AFTER DELETE ON rights_files_rightsfile FOR EACH ROW EXECUTE FUNCTION forget_sealed();

create or replace trigger forget_trail AFTER DELETE ON rights_files_rightsfile FOR EACH ROW EXECUTE FUNCTION forget_trail('rights_files_rightsfileevent');

create or replace trigger seal_when_protected AFTER INSERT OR UPDATE OF person_id, phone, email, postal_address ON rights_files_rightsfile FOR EACH ROW WHEN (new.person_id IS NOT NULL AND (new.phone::text <> ''::text OR new.email::text <> ''::text OR new.postal_address <> ''::text)) EXECUTE FUNCTION seal_when_protected();

alter table rights_files_rightsfile drop constraint if exists rights_files_rightsfile_person_id_same_fund,
add constraint rights_files_rightsfile_person_id_same_fund
FOREIGN KEY (fund_id, person_id) REFERENCES people_person(fund_id, id);
