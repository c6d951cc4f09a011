alter table imports_fileimport enable row level security, force row level security;

drop policy if exists maintenance on imports_fileimport;
create policy maintenance on imports_fileimport to current_user
using (true);

drop policy if exists see on imports_fileimport;
create policy see on imports_fileimport for select
using (false);

drop policy if exists add on imports_fileimport;
create policy add on imports_fileimport for insert
with check (false);

drop policy if exists change on imports_fileimport;
create policy change on imports_fileimport for update
using (false);
