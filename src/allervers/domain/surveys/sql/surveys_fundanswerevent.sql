alter table surveys_fundanswerevent enable row level security, force row level security;

drop policy if exists maintenance on surveys_fundanswerevent;
create policy maintenance on surveys_fundanswerevent to current_user
using (true);

drop policy if exists see on surveys_fundanswerevent;
create policy see on surveys_fundanswerevent for select
using (((fund_id = (select current_organisation_id())) OR (select sees_nation())));

drop policy if exists add on surveys_fundanswerevent;
create policy add on surveys_fundanswerevent for insert
with check (true);

drop policy if exists change on surveys_fundanswerevent;
create policy change on surveys_fundanswerevent for update
using (false);
