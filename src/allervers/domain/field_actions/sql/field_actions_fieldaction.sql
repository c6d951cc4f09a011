alter table field_actions_fieldaction enable row level security, force row level security;

drop policy if exists maintenance on field_actions_fieldaction;
create policy maintenance on field_actions_fieldaction to current_user
using (true);

drop policy if exists see on field_actions_fieldaction;
create policy see on field_actions_fieldaction for select
using ((fund_id = (select current_organisation_id())));

drop policy if exists add on field_actions_fieldaction;
create policy add on field_actions_fieldaction for insert
with check ((fund_id = (select current_organisation_id())));

drop policy if exists change on field_actions_fieldaction;
create policy change on field_actions_fieldaction for update
using ((fund_id = (select current_organisation_id())));
