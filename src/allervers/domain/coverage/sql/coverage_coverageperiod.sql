alter table coverage_coverageperiod enable row level security, force row level security;

drop policy if exists maintenance on coverage_coverageperiod;
create policy maintenance on coverage_coverageperiod to current_user
using (true);

drop policy if exists see on coverage_coverageperiod;
create policy see on coverage_coverageperiod for select
using ((fund_id = (select current_organisation_id())));

drop policy if exists add on coverage_coverageperiod;
create policy add on coverage_coverageperiod for insert
with check ((fund_id = (select current_organisation_id())));

drop policy if exists change on coverage_coverageperiod;
create policy change on coverage_coverageperiod for update
using ((fund_id = (select current_organisation_id())));

drop policy if exists forget on coverage_coverageperiod;
create policy forget on coverage_coverageperiod for delete
using ((fund_id = (select current_organisation_id())));

alter table coverage_coverageperiod drop constraint if exists coverage_coverageperiod_person_id_same_fund,
add constraint coverage_coverageperiod_person_id_same_fund
FOREIGN KEY (fund_id, person_id) REFERENCES people_person(fund_id, id) ON DELETE CASCADE;
