alter table access_requests_accesscopy enable row level security, force row level security;

drop policy if exists maintenance on access_requests_accesscopy;
create policy maintenance on access_requests_accesscopy to current_user
using (true);

drop policy if exists see on access_requests_accesscopy;
create policy see on access_requests_accesscopy for select
using (answers_for_data_of(fund_id));

drop policy if exists add on access_requests_accesscopy;
create policy add on access_requests_accesscopy for insert
with check (answers_for_data_of(fund_id));

drop policy if exists change on access_requests_accesscopy;
create policy change on access_requests_accesscopy for update
using (answers_for_data_of(fund_id));

alter table access_requests_accesscopy drop constraint if exists access_requests_accesscopy_request_id_same_fund,
add constraint access_requests_accesscopy_request_id_same_fund
FOREIGN KEY (fund_id, request_id) REFERENCES access_requests_accessrequest(fund_id, id) ON DELETE CASCADE;
