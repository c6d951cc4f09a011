alter table care_refusals_carerefusalreturnevent enable row level security, force row level security;

drop policy if exists maintenance on care_refusals_carerefusalreturnevent;
create policy maintenance on care_refusals_carerefusalreturnevent to current_user
using (true);

drop policy if exists see on care_refusals_carerefusalreturnevent;
create policy see on care_refusals_carerefusalreturnevent for select
using ((fund_id = (select current_organisation_id())));

drop policy if exists add on care_refusals_carerefusalreturnevent;
create policy add on care_refusals_carerefusalreturnevent for insert
with check (true);

drop policy if exists change on care_refusals_carerefusalreturnevent;
create policy change on care_refusals_carerefusalreturnevent for update
using (false);
