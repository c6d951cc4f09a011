alter table field_actions_fieldactionevent enable row level security, force row level security;

drop policy if exists maintenance on field_actions_fieldactionevent;
create policy maintenance on field_actions_fieldactionevent to current_user
using (true);

drop policy if exists see on field_actions_fieldactionevent;
create policy see on field_actions_fieldactionevent for select
using ((fund_id = (select current_organisation_id())));

drop policy if exists add on field_actions_fieldactionevent;
create policy add on field_actions_fieldactionevent for insert
with check (true);

drop policy if exists change on field_actions_fieldactionevent;
create policy change on field_actions_fieldactionevent for update
using (false);
