alter table social_service_socialservicecontact enable row level security, force row level security;

drop policy if exists maintenance on social_service_socialservicecontact;
create policy maintenance on social_service_socialservicecontact to current_user
using (true);

drop policy if exists see on social_service_socialservicecontact;
create policy see on social_service_socialservicecontact for select
using ((fund_id = (select current_organisation_id())));

drop policy if exists add on social_service_socialservicecontact;
create policy add on social_service_socialservicecontact for insert
with check (false);

drop policy if exists change on social_service_socialservicecontact;
create policy change on social_service_socialservicecontact for update
using (false);

alter table social_service_socialservicecontact drop constraint if exists social_service_socialservicecontact_person_same_fund,
add constraint social_service_socialservicecontact_person_same_fund
FOREIGN KEY (fund_id, person_id) REFERENCES people_person(fund_id, id) ON DELETE CASCADE;
