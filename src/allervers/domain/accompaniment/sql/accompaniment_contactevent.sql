alter table accompaniment_contactevent enable row level security, force row level security;

drop policy if exists maintenance on accompaniment_contactevent;
create policy maintenance on accompaniment_contactevent to current_user
using (true);

drop policy if exists see on accompaniment_contactevent;
create policy see on accompaniment_contactevent for select
using ((fund_id = (select current_organisation_id())));

drop policy if exists add on accompaniment_contactevent;
create policy add on accompaniment_contactevent for insert
with check (true);

drop policy if exists change on accompaniment_contactevent;
create policy change on accompaniment_contactevent for update
using (false);
