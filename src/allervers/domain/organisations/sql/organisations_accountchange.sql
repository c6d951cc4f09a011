alter table organisations_accountchange enable row level security, force row level security;

drop policy if exists maintenance on organisations_accountchange;
create policy maintenance on organisations_accountchange to current_user
using (true);

drop policy if exists see on organisations_accountchange;
create policy see on organisations_accountchange for select
using ((fund_id = (select current_organisation_id())));

drop policy if exists add on organisations_accountchange;
create policy add on organisations_accountchange for insert
with check ((fund_id = (select current_organisation_id())));

drop policy if exists change on organisations_accountchange;
create policy change on organisations_accountchange for update
using ((fund_id = (select current_organisation_id())));
