alter table coverage_otherbenefit enable row level security, force row level security;

drop policy if exists maintenance on coverage_otherbenefit;
create policy maintenance on coverage_otherbenefit to current_user
using (true);

drop policy if exists see on coverage_otherbenefit;
create policy see on coverage_otherbenefit for select
using ((fund_id = (select current_organisation_id())));

drop policy if exists add on coverage_otherbenefit;
create policy add on coverage_otherbenefit for insert
with check ((fund_id = (select current_organisation_id())));

drop policy if exists change on coverage_otherbenefit;
create policy change on coverage_otherbenefit for update
using ((fund_id = (select current_organisation_id())));

create or replace trigger trace_added AFTER INSERT ON coverage_otherbenefit REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION trace_added();

create or replace trigger trace_changed AFTER UPDATE ON coverage_otherbenefit REFERENCING OLD TABLE AS former FOR EACH STATEMENT EXECUTE FUNCTION trace_changed();

alter table coverage_otherbenefit drop constraint if exists coverage_otherbenefit_person_id_same_fund,
add constraint coverage_otherbenefit_person_id_same_fund
FOREIGN KEY (fund_id, person_id) REFERENCES people_person(fund_id, id) ON DELETE CASCADE;
