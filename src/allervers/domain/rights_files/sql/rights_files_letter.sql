alter table rights_files_letter enable row level security, force row level security;

drop policy if exists maintenance on rights_files_letter;
create policy maintenance on rights_files_letter to current_user
using (true);

drop policy if exists see on rights_files_letter;
create policy see on rights_files_letter for select
using (((fund_id = (select current_organisation_id())) OR (file_id IN ( SELECT rights_files_rightsfile.id
   FROM rights_files_rightsfile))));

drop policy if exists add on rights_files_letter;
create policy add on rights_files_letter for insert
with check (((fund_id = (select current_organisation_id())) OR (file_id IN ( SELECT rights_files_rightsfile.id
   FROM rights_files_rightsfile))));

drop policy if exists change on rights_files_letter;
create policy change on rights_files_letter for update
using (false);

create or replace trigger forget_sealed AFTER DELETE ON rights_files_letter FOR EACH ROW EXECUTE FUNCTION forget_sealed();

create or replace trigger seal_when_protected AFTER INSERT ON rights_files_letter FOR EACH ROW WHEN ((new.content -> 'address'::text) <> '[]'::jsonb) EXECUTE FUNCTION seal_when_protected();

alter table rights_files_letter drop constraint if exists rights_files_letter_file_id_same_fund,
add constraint rights_files_letter_file_id_same_fund
FOREIGN KEY (fund_id, file_id) REFERENCES rights_files_rightsfile(fund_id, id) ON DELETE CASCADE;
