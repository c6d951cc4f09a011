alter table coverage_monthlyresource enable row level security, force row level security;

drop policy if exists maintenance on coverage_monthlyresource;
create policy maintenance on coverage_monthlyresource to current_user
using (true);

drop policy if exists see on coverage_monthlyresource;
create policy see on coverage_monthlyresource for select
using ((fund_id = (select current_organisation_id())));

drop policy if exists add on coverage_monthlyresource;
create policy add on coverage_monthlyresource for insert
with check ((fund_id = (select current_organisation_id())));

drop policy if exists change on coverage_monthlyresource;
create policy change on coverage_monthlyresource for update
using (false);

create or replace trigger trace_added AFTER INSERT ON coverage_monthlyresource REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION trace_added();

create or replace trigger trace_changed AFTER UPDATE ON coverage_monthlyresource REFERENCING OLD TABLE AS former FOR EACH STATEMENT EXECUTE FUNCTION trace_changed();

alter table coverage_monthlyresource drop constraint if exists coverage_monthlyresource_person_id_same_fund,
add constraint coverage_monthlyresource_person_id_same_fund
FOREIGN KEY (fund_id, person_id) REFERENCES people_person(fund_id, id) ON DELETE CASCADE;
