alter table accompaniment_noteevent enable row level security, force row level security;

drop policy if exists maintenance on accompaniment_noteevent;
create policy maintenance on accompaniment_noteevent to current_user
using (true);

drop policy if exists see on accompaniment_noteevent;
create policy see on accompaniment_noteevent for select
using ((fund_id = (select current_organisation_id())));

drop policy if exists add on accompaniment_noteevent;
create policy add on accompaniment_noteevent for insert
with check (true);

drop policy if exists change on accompaniment_noteevent;
create policy change on accompaniment_noteevent for update
using (false);
