alter table protection_protection enable row level security, force row level security;

drop policy if exists maintenance on protection_protection;
create policy maintenance on protection_protection to current_user
using (true);

drop policy if exists see on protection_protection;
create policy see on protection_protection for select
using (((fund_id = (select current_organisation_id())) AND (id IN (select my_protections()))));

alter table protection_protection drop constraint if exists protection_protection_person_id_same_fund,
add constraint protection_protection_person_id_same_fund
FOREIGN KEY (fund_id, person_id) REFERENCES people_person(fund_id, id) ON DELETE CASCADE;
