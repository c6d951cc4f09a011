alter table coverage_gapline enable row level security, force row level security;

drop policy if exists maintenance on coverage_gapline;
create policy maintenance on coverage_gapline to current_user
using (true);

drop policy if exists see on coverage_gapline;
create policy see on coverage_gapline for select
using ((fund_id = (select current_organisation_id())));

drop policy if exists add on coverage_gapline;
create policy add on coverage_gapline for insert
with check ((fund_id = (select current_organisation_id())));

drop policy if exists change on coverage_gapline;
create policy change on coverage_gapline for update
using ((fund_id = (select current_organisation_id())));

alter table coverage_gapline drop constraint if exists coverage_gapline_person_id_same_fund,
add constraint coverage_gapline_person_id_same_fund
FOREIGN KEY (fund_id, person_id) REFERENCES people_person(fund_id, id) ON DELETE CASCADE;
