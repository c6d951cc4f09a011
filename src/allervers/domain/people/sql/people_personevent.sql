alter table people_personevent enable row level security, force row level security;

drop policy if exists maintenance on people_personevent;
create policy maintenance on people_personevent to current_user
using (true);

drop policy if exists see on people_personevent;
create policy see on people_personevent for select
using (((fund_id = (select current_organisation_id())) AND (NOT (pgh_obj_id IN (select protected_rows())))));

drop policy if exists add on people_personevent;
create policy add on people_personevent for insert
with check (true);

drop policy if exists change on people_personevent;
create policy change on people_personevent for update
using (false);
