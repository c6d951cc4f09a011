alter table access_requests_accessrequest enable row level security, force row level security;

drop policy if exists maintenance on access_requests_accessrequest;
create policy maintenance on access_requests_accessrequest to current_user
using (true);

drop policy if exists see on access_requests_accessrequest;
create policy see on access_requests_accessrequest for select
using ((fund_id = (select current_organisation_id())));

drop policy if exists add on access_requests_accessrequest;
create policy add on access_requests_accessrequest for insert
with check (answers_for_data_of(fund_id));

drop policy if exists change on access_requests_accessrequest;
create policy change on access_requests_accessrequest for update
using (answers_for_data_of(fund_id));

alter table access_requests_accessrequest drop constraint if exists access_requests_accessrequest_person_id_same_fund,
add constraint access_requests_accessrequest_person_id_same_fund
FOREIGN KEY (fund_id, person_id) REFERENCES people_person(fund_id, id) ON DELETE CASCADE;
