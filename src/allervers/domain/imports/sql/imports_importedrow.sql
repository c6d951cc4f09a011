alter table imports_importedrow enable row level security, force row level security;

drop policy if exists maintenance on imports_importedrow;
create policy maintenance on imports_importedrow to current_user
using (true);

drop policy if exists see on imports_importedrow;
create policy see on imports_importedrow for select
using (false);

drop policy if exists add on imports_importedrow;
create policy add on imports_importedrow for insert
with check (false);

drop policy if exists change on imports_importedrow;
create policy change on imports_importedrow for update
using (false);

alter table imports_importedrow drop constraint if exists imports_importedrow_person_same_fund,
add constraint imports_importedrow_person_same_fund
FOREIGN KEY (fund_id, person_id) REFERENCES people_person(fund_id, id) ON DELETE CASCADE;
