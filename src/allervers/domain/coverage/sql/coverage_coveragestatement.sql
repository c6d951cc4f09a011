alter table coverage_coveragestatement enable row level security, force row level security;

drop policy if exists maintenance on coverage_coveragestatement;
create policy maintenance on coverage_coveragestatement to current_user
using (true);

drop policy if exists see on coverage_coveragestatement;
create policy see on coverage_coveragestatement for select
using ((fund_id = (select current_organisation_id())));

drop policy if exists add on coverage_coveragestatement;
create policy add on coverage_coveragestatement for insert
with check ((fund_id = (select current_organisation_id())));

drop policy if exists change on coverage_coveragestatement;
create policy change on coverage_coveragestatement for update
using (false);

create or replace trigger believe_added AFTER INSERT ON coverage_coveragestatement REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION believe_coverage();

create or replace trigger believe_removed AFTER DELETE ON coverage_coveragestatement REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION believe_coverage();

create or replace trigger trace_added AFTER INSERT ON coverage_coveragestatement REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION trace_added();

create or replace trigger trace_changed AFTER UPDATE ON coverage_coveragestatement REFERENCING OLD TABLE AS former FOR EACH STATEMENT EXECUTE FUNCTION trace_changed();

alter table coverage_coveragestatement drop constraint if exists coverage_coveragestatement_person_id_same_fund,
add constraint coverage_coveragestatement_person_id_same_fund
FOREIGN KEY (fund_id, person_id) REFERENCES people_person(fund_id, id) ON DELETE CASCADE;
