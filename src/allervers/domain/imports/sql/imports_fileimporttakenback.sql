alter table imports_fileimporttakenback enable row level security, force row level security;

drop policy if exists maintenance on imports_fileimporttakenback;
create policy maintenance on imports_fileimporttakenback to current_user
using (true);

drop policy if exists see on imports_fileimporttakenback;
create policy see on imports_fileimporttakenback for select
using (false);

drop policy if exists add on imports_fileimporttakenback;
create policy add on imports_fileimporttakenback for insert
with check (false);

drop policy if exists change on imports_fileimporttakenback;
create policy change on imports_fileimporttakenback for update
using (false);
