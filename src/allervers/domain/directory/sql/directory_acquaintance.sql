alter table directory_acquaintance enable row level security, force row level security;

drop policy if exists maintenance on directory_acquaintance;
create policy maintenance on directory_acquaintance to current_user
using (true);

drop policy if exists see on directory_acquaintance;
create policy see on directory_acquaintance for select
using ((fund_id = (select current_organisation_id())));

drop policy if exists add on directory_acquaintance;
create policy add on directory_acquaintance for insert
with check ((fund_id = (select current_organisation_id())));

drop policy if exists change on directory_acquaintance;
create policy change on directory_acquaintance for update
using ((fund_id = (select current_organisation_id())));
