alter table coverage_endedright enable row level security, force row level security;

drop policy if exists maintenance on coverage_endedright;
create policy maintenance on coverage_endedright to current_user
using (true);

drop policy if exists see on coverage_endedright;
create policy see on coverage_endedright for select
using ((fund_id = (select current_organisation_id())));

drop policy if exists add on coverage_endedright;
create policy add on coverage_endedright for insert
with check ((fund_id = (select current_organisation_id())));

drop policy if exists change on coverage_endedright;
create policy change on coverage_endedright for update
using ((fund_id = (select current_organisation_id())));

drop policy if exists forget on coverage_endedright;
create policy forget on coverage_endedright for delete
using (((fund_id = (select current_organisation_id())) AND (person_id IS NOT NULL)));

alter table coverage_endedright drop constraint if exists coverage_endedright_person_id_same_fund,
add constraint coverage_endedright_person_id_same_fund
FOREIGN KEY (fund_id, person_id) REFERENCES people_person(fund_id, id) ON DELETE SET NULL (person_id);
