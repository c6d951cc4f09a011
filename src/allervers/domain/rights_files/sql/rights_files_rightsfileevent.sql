alter table rights_files_rightsfileevent enable row level security, force row level security;

drop policy if exists maintenance on rights_files_rightsfileevent;
create policy maintenance on rights_files_rightsfileevent to current_user
using (true);

drop policy if exists see on rights_files_rightsfileevent;
create policy see on rights_files_rightsfileevent for select
using (((fund_id = (select current_organisation_id())) AND (NOT (pgh_obj_id IN (select protected_rows())))));

drop policy if exists add on rights_files_rightsfileevent;
create policy add on rights_files_rightsfileevent for insert
with check (true);

drop policy if exists change on rights_files_rightsfileevent;
create policy change on rights_files_rightsfileevent for update
using (false);
