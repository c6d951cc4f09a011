alter table partners_agreementevent enable row level security, force row level security;

drop policy if exists maintenance on partners_agreementevent;
create policy maintenance on partners_agreementevent to current_user
using (true);

drop policy if exists see on partners_agreementevent;
create policy see on partners_agreementevent for select
using ((fund_id = (select current_organisation_id())));

drop policy if exists add on partners_agreementevent;
create policy add on partners_agreementevent for insert
with check (true);

drop policy if exists change on partners_agreementevent;
create policy change on partners_agreementevent for update
using (false);
