alter table coverage_reliance enable row level security, force row level security;

drop policy if exists maintenance on coverage_reliance;
create policy maintenance on coverage_reliance to current_user
using (true);

drop policy if exists see on coverage_reliance;
create policy see on coverage_reliance for select
using ((fund_id = (select current_organisation_id())));

drop policy if exists add on coverage_reliance;
create policy add on coverage_reliance for insert
with check ((fund_id = (select current_organisation_id())));

drop policy if exists change on coverage_reliance;
create policy change on coverage_reliance for update
using (false);

alter table coverage_reliance drop constraint if exists coverage_reliance_person_id_same_fund,
add constraint coverage_reliance_person_id_same_fund
FOREIGN KEY (fund_id, person_id) REFERENCES people_person(fund_id, id) ON DELETE CASCADE;
