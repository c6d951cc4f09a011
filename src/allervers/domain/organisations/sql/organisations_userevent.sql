alter table organisations_userevent enable row level security, force row level security;

drop policy if exists maintenance on organisations_userevent;
create policy maintenance on organisations_userevent to current_user
using (true);

drop policy if exists see on organisations_userevent;
create policy see on organisations_userevent for select
using ((organisation_id IN ( SELECT organisations_organisation.id
   FROM organisations_organisation
  WHERE (((select current_organisation_id()) = organisations_organisation.id) OR ((select current_organisation_id()) = organisations_organisation.local_fund_id)))));

drop policy if exists add on organisations_userevent;
create policy add on organisations_userevent for insert
with check ((organisation_id IN ( SELECT organisations_organisation.id
   FROM organisations_organisation
  WHERE (((select current_organisation_id()) = organisations_organisation.id) OR ((select current_organisation_id()) = organisations_organisation.local_fund_id)))));

drop policy if exists change on organisations_userevent;
create policy change on organisations_userevent for update
using ((organisation_id IN ( SELECT organisations_organisation.id
   FROM organisations_organisation
  WHERE (((select current_organisation_id()) = organisations_organisation.id) OR ((select current_organisation_id()) = organisations_organisation.local_fund_id)))));
