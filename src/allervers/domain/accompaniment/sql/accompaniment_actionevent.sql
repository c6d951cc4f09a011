alter table accompaniment_actionevent enable row level security, force row level security;

drop policy if exists maintenance on accompaniment_actionevent;
create policy maintenance on accompaniment_actionevent to current_user
using (true);

drop policy if exists see on accompaniment_actionevent;
create policy see on accompaniment_actionevent for select
using ((fund_id = (select current_organisation_id())));

drop policy if exists add on accompaniment_actionevent;
create policy add on accompaniment_actionevent for insert
with check (true);

drop policy if exists change on accompaniment_actionevent;
create policy change on accompaniment_actionevent for update
using (false);
