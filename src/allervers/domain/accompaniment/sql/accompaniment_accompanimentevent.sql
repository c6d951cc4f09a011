alter table accompaniment_accompanimentevent enable row level security, force row level security;

drop policy if exists maintenance on accompaniment_accompanimentevent;
create policy maintenance on accompaniment_accompanimentevent to current_user
using (true);

drop policy if exists see on accompaniment_accompanimentevent;
create policy see on accompaniment_accompanimentevent for select
using ((fund_id = (select current_organisation_id())));

drop policy if exists add on accompaniment_accompanimentevent;
create policy add on accompaniment_accompanimentevent for insert
with check (true);

drop policy if exists change on accompaniment_accompanimentevent;
create policy change on accompaniment_accompanimentevent for update
using (false);
