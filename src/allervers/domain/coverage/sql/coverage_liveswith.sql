alter table coverage_liveswith enable row level security, force row level security;

drop policy if exists maintenance on coverage_liveswith;
create policy maintenance on coverage_liveswith to current_user
using (true);

drop policy if exists see on coverage_liveswith;
create policy see on coverage_liveswith for select
using ((fund_id = (select current_organisation_id())));

drop policy if exists add on coverage_liveswith;
create policy add on coverage_liveswith for insert
with check ((fund_id = (select current_organisation_id())));

drop policy if exists change on coverage_liveswith;
create policy change on coverage_liveswith for update
using ((fund_id = (select current_organisation_id())));

create or replace trigger trace_added AFTER INSERT ON coverage_liveswith REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION trace_added();

create or replace trigger trace_changed AFTER UPDATE ON coverage_liveswith REFERENCING OLD TABLE AS former FOR EACH STATEMENT EXECUTE FUNCTION trace_changed();

alter table coverage_liveswith drop constraint if exists coverage_liveswith_other_id_same_fund,
add constraint coverage_liveswith_other_id_same_fund
FOREIGN KEY (fund_id, other_id) REFERENCES people_person(fund_id, id) ON DELETE CASCADE;

alter table coverage_liveswith drop constraint if exists coverage_liveswith_person_id_same_fund,
add constraint coverage_liveswith_person_id_same_fund
FOREIGN KEY (fund_id, person_id) REFERENCES people_person(fund_id, id) ON DELETE CASCADE;
