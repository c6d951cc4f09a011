alter table privacy_erasure enable row level security, force row level security;

drop policy if exists maintenance on privacy_erasure;
create policy maintenance on privacy_erasure to current_user
using (true);

drop policy if exists see on privacy_erasure;
create policy see on privacy_erasure for select
using ((fund_id = (select current_organisation_id())));

drop policy if exists add on privacy_erasure;
create policy add on privacy_erasure for insert
with check (false);

drop policy if exists change on privacy_erasure;
create policy change on privacy_erasure for update
using (false);
