alter table coverage_knowncircumstance enable row level security, force row level security;

drop policy if exists maintenance on coverage_knowncircumstance;
create policy maintenance on coverage_knowncircumstance to current_user
using (true);

drop policy if exists see on coverage_knowncircumstance;
create policy see on coverage_knowncircumstance for select
using ((fund_id = (select current_organisation_id())));

drop policy if exists add on coverage_knowncircumstance;
create policy add on coverage_knowncircumstance for insert
with check ((fund_id = (select current_organisation_id())));

drop policy if exists change on coverage_knowncircumstance;
create policy change on coverage_knowncircumstance for update
using ((fund_id = (select current_organisation_id())));

alter table coverage_knowncircumstance drop constraint if exists coverage_knowncircumstance_person_id_same_fund,
add constraint coverage_knowncircumstance_person_id_same_fund
FOREIGN KEY (fund_id, person_id) REFERENCES people_person(fund_id, id) ON DELETE CASCADE;
